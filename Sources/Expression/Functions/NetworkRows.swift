// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The network extension: addresses and networks.
  mutating func addNetwork() {
    function("ip", [("text", .string)], .address, "The address of a text.", "ip('10.0.0.1')") {
      _, arguments throws(EvaluationFault) in .address(try CatalogBuilder.address(arguments.string(0)))
    }
    function("cidr", [("text", .string)], .network, "The network of a text.", "cidr('10.0.0.0/8')") {
      _, arguments throws(EvaluationFault) in .network(try CatalogBuilder.network(arguments.string(0)))
    }
    function("isIP", [("text", .string)], .bool, "Whether a text is an address.", "isIP('10.0.0.1')") {
      _, arguments throws(EvaluationFault) in .bool(IPAddress(try arguments.string(0)) != nil)
    }
    function("isCIDR", [("text", .string)], .bool, "Whether a text is a network.", "isCIDR('10.0.0.0/8')") {
      _, arguments throws(EvaluationFault) in .bool(IPNetwork(try arguments.string(0)) != nil)
    }
    function(
      "ip.isCanonical", [("text", .string)], .bool, "Whether the text is the canonical one of its address.",
      "ip.isCanonical('127.0.0.1')"
    ) { _, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      return .bool(try CatalogBuilder.address(text).text.isSame(as: text))
    }
    method(.address, "family", [], .int, "4 or 6.", "ip('::1').family()") { _, arguments throws(EvaluationFault) in
      .int(Int64(try arguments.address(0).family))
    }
    let tests: [(String, String, @Sendable (IPAddress) -> Bool)] = [
      ("isUnspecified", "Whether it is 0.0.0.0 or ::.", { $0.isUnspecified }),
      ("isLoopback", "Whether it is the machine itself.", { $0.isLoopback }),
      ("isGlobalUnicast", "Whether it is an ordinary address.", { $0.isGlobalUnicast }),
      ("isLinkLocalMulticast", "Whether it is link-local multicast.", { $0.isLinkLocalMulticast }),
      ("isLinkLocalUnicast", "Whether it is link-local unicast.", { $0.isLinkLocalUnicast }),
    ]
    for (name, text, test) in tests {
      method(.address, name, [], .bool, text, "ip('127.0.0.1').\(name)()") { _, arguments throws(EvaluationFault) in
        .bool(test(try arguments.address(0)))
      }
    }
    let network = "cidr('10.0.0.0/8')"
    method(
      .network, "containsIP", [("address", .address)], .bool, "Whether the address lies in the network.",
      "\(network).containsIP(ip('10.0.0.1'))"
    ) { _, arguments throws(EvaluationFault) in .bool(try arguments.network(0).contains(arguments.address(1))) }
    method(
      .network, "containsIP", [("address", .string)], .bool, "Whether the address lies in the network.",
      "\(network).containsIP('10.0.0.1')"
    ) { _, arguments throws(EvaluationFault) in
      .bool(try arguments.network(0).contains(CatalogBuilder.address(arguments.string(1))))
    }
    method(
      .network, "containsCIDR", [("network", .network)], .bool, "Whether all of the other network lies in it.",
      "\(network).containsCIDR(cidr('10.1.0.0/16'))"
    ) { _, arguments throws(EvaluationFault) in .bool(try arguments.network(0).contains(arguments.network(1))) }
    method(
      .network, "containsCIDR", [("network", .string)], .bool, "Whether all of the other network lies in it.",
      "\(network).containsCIDR('10.1.0.0/16')"
    ) { _, arguments throws(EvaluationFault) in
      .bool(try arguments.network(0).contains(CatalogBuilder.network(arguments.string(1))))
    }
    method(.network, "ip", [], .address, "The address before the slash.", "\(network).ip()") {
      _, arguments throws(EvaluationFault) in .address(try arguments.network(0).address)
    }
    method(
      .network, "masked", [], .network, "The network with the bits behind the prefix cleared.", "\(network).masked()"
    ) { _, arguments throws(EvaluationFault) in
      let network = try arguments.network(0)
      return .network(
        IPNetwork(address: network.address.masked(network.prefixLength), prefixLength: network.prefixLength))
    }
    method(.network, "prefixLength", [], .int, "The bits of the prefix.", "\(network).prefixLength()") {
      _, arguments throws(EvaluationFault) in .int(Int64(try arguments.network(0).prefixLength))
    }
  }

  private static func address(_ text: String) throws(EvaluationFault) -> IPAddress {
    do { return try IPAddress(parsing: text) } catch { throw fault(error, "IP", "IP Address", text) }
  }

  private static func network(_ text: String) throws(EvaluationFault) -> IPNetwork {
    do { return try IPNetwork(parsing: text) } catch { throw fault(error, "CIDR", "CIDR", text) }
  }

  private static func fault(
    _ failure: IPAddress.Failure, _ short: String, _ kind: String, _ text: String
  ) -> EvaluationFault {
    switch failure {
    case .malformed:
      EvaluationFault(
        .conversion,
        short == "IP"
          ? "IP Address '\(text.prefix(100))' parse error during conversion from string"
          : "network address parse error during conversion from string: '\(text.prefix(100))'")
    case .zone: EvaluationFault(.conversion, "\(kind) with zone value is not allowed")
    case .mappedIPv4: EvaluationFault(.conversion, "IPv4-mapped IPv6 address is not allowed")
    }
  }
}
