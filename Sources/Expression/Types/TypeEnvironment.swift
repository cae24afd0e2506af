// SPDX-License-Identifier: Apache-2.0

/// What the checker knows about the world of an expression.
package struct TypeEnvironment: Sendable {
  /// The variables: name, type, documentation, and options where a variable has only some values.
  package private(set) var variables: [RecordType.Field]
  /// The functions.
  package var catalog: FunctionCatalog
  /// The name space in which names are looked up first.
  package var container: String
  /// Whether a name with dots may be a variable.
  private(set) var hasQualifiedNames = false
  /// Where each variable stands; empty where looking through a few is quicker than making it.
  private var places: [String: Int]

  /// So many are looked through one by one.
  private static let fewVariables = 12

  /// Makes an environment.
  package init(variables: [RecordType.Field] = [], catalog: FunctionCatalog = .standard, container: String = "") {
    self.catalog = catalog
    self.container = container
    places = [:]
    let isDistinct = variables.indices.allSatisfy { index in
      !variables[..<index].contains { $0.name == variables[index].name }
    }
    if variables.count <= Self.fewVariables, isDistinct {
      self.variables = variables
      hasQualifiedNames = variables.contains { $0.name.utf8.contains(0x2E) }
    } else {
      self.variables = []
      for variable in variables { declare(variable) }
    }
  }

  /// Makes an environment from names and types.
  package init(_ variables: [(String, CELType)], catalog: FunctionCatalog = .standard, container: String = "") {
    self.init(variables: variables.map { RecordType.Field($0.0, $0.1) }, catalog: catalog, container: container)
  }

  /// Declares a variable; one of the same name is replaced.
  package mutating func declare(_ variable: RecordType.Field) {
    if variable.name.utf8.contains(0x2E) { hasQualifiedNames = true }
    if let place = place(of: variable.name) {
      variables[place] = variable
      return
    }
    variables.append(variable)
    if !places.isEmpty {
      places[variable.name] = variables.count - 1
    } else if variables.count > Self.fewVariables {
      for index in variables.indices { places[variables[index].name] = index }
    }
  }

  private func place(of name: String) -> Int? {
    places.isEmpty ? variables.firstIndex { $0.name == name } : places[name]
  }

  /// The variable of a name, exactly.
  package func variable(_ name: String) -> RecordType.Field? { place(of: name).map { variables[$0] } }

  /// The variable that a name means in the container.
  func resolve(_ name: String, isAbsolute: Bool) -> RecordType.Field? {
    if !isAbsolute && !container.isEmpty {
      var parts = container.split(separator: ".")
      while !parts.isEmpty {
        if let found = variable(parts.joined(separator: ".") + "." + name) { return found }
        parts.removeLast()
      }
    }
    return variable(name)
  }

  /// Types every node of an expression and finds what is wrong. Complexity: O(nodes × overloads of a name).
  package func check(_ expression: ParsedExpression) -> CheckResult {
    var checker = Checker(expression, self)
    return checker.run()
  }
}
