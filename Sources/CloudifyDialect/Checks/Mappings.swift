// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// What the text of an operation or a workflow stands for.
enum MappingOutcome {
  /// A function of this plugin.
  case plugin(Definition)
  /// A script.
  case script
  /// Two plugins fit.
  case ambiguous([String])
  /// No plugin fits and there is no such file.
  case unknown
  /// Nobody knows: a plugin or a file may be missing from what was looked at.
  case undecided
}

extension BlueprintChecker {
  /// What a mapping stands for, in the product's order.
  func resolve(_ text: String, unit: Int) -> MappingOutcome {
    if BlueprintPath.hasScheme(text) || text.utf8.contains(0x0A) { return .script }
    var matches = prefix(unit).isEmpty ? [] : pluginsBehind(prefix(unit) + text)
    if matches.isEmpty { matches = pluginsBehind(text) }
    let mayBeFile = BlueprintPath.mayBeFile(text)
    if mayBeFile, isFile(text, unit: unit) == true { return .script }
    if matches.count > 1 { return .ambiguous(matches.map(\.name)) }
    if let only = matches.first { return .plugin(only) }
    if unknowns.hasTypes { return .undecided }
    if mayBeFile, BlueprintPath.isScript(text) {
      // In a namespace, scripts may live with an imported blueprint.
      return isFile(text, unit: unit) == false && prefix(unit).isEmpty ? .unknown : .undecided
    }
    return .unknown
  }

  private func pluginsBehind(_ text: String) -> [Definition] {
    plugins.definitions.filter { plugin in
      text.utf8.starts(with: plugin.name.utf8) && text.utf8.dropFirst(plugin.name.utf8.count).first == 0x2E
    }
  }

  /// Notes whether any script that the files name is there.
  mutating func noteScripts() {
    for index in units.indices where !units[index].file.isStandard {
      for text in units[index].file.mappings() where BlueprintPath.mayBeFile(text) && !BlueprintPath.hasScheme(text) {
        if isFile(text, unit: index) == true {
          hasScripts = true
          return
        }
      }
    }
  }

  /// Whether a script is there; nil where nobody looked everywhere.
  func isFile(_ text: String, unit: Int) -> Bool? {
    var isCertain = true
    for path in BlueprintFile.scriptPaths(text, from: units[unit].path, root: path) {
      switch files.isPresent(path) {
      case true: return true
      case false: continue
      case nil: isCertain = false
      }
    }
    return isCertain ? false : nil
  }

  /// Whether a plugin runs scripts.
  func scriptPlugin(unit: Int) -> Definition? {
    plugins.definitions.first { $0.name.hasSuffix("script") }
  }

  // MARK: Plugins

  mutating func checkPlugins() {
    for plugin in plugins.definitions where !units[plugin.unit].file.isStandard {
      guard plugin.value.kind == .mapping else { continue }
      if let executor = plugin.value.field("executor"), let text = executor.stringValue,
        text != "central_deployment_agent", text != "host_agent"
      {
        reportName(
          "CF130", executor, "`\(text)` is no executor: `central_deployment_agent` or `host_agent`", text,
          among: ["central_deployment_agent", "host_agent"])
      }
      let install = plugin.value.field("install")?.python
      let isInstalled = install != .bool(false)
      let hasSource = ["source", "package_name"].contains { key in
        plugin.value.entry(merged: key).map { !$0.isAbsent } ?? false
      }
      if isInstalled, !hasSource {
        report(
          "CF142", plugin.key, range: plugin.key.contentRange,
          "the plugin `\(plugin.name)` is to be installed but has neither `source` nor `package_name`",
          help: "Say where it comes from, or `install: false` if it is there already.",
          fixes: plugin.value.entry("install") == nil && plugin.value.count > 0
            ? [
              Fix("do not install it", .unsafe, edits: YAMLEdits.insertEntry("install", "false", into: plugin.value))
            ] : [])
      }
    }
  }
}
