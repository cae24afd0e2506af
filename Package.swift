// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let isCI = Context.environment["CI"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (isCI ? [.treatAllWarnings(as: .error)] : [])

/// A library target: the targets of lower floors that it may import are its `dependencies`.
///
/// `Tests/TidyTests` holds every file's imports against the table of `docs/architecture.md`.
func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A test target for the target of the same name, with `TestSupport` and what else it needs.
func tests(
  _ subject: String, _ dependencies: [Target.Dependency] = [], excluding files: [String] = []
) -> Target {
  .testTarget(
    name: "\(subject)Tests",
    dependencies: [.init(stringLiteral: subject), "TestSupport"] + dependencies,
    exclude: files,
    swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "wflint",
  products: [.executable(name: "wflint", targets: ["wflint"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: Floor 0
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    floor("SourceText"),
    tests("SourceText"),

    // MARK: Floor 1
    floor("YAMLSyntax", ["CLibYAML", "SourceText"]),
    tests("YAMLSyntax", ["SourceText", "CLibYAML"]),
    floor("Expression", ["SourceText"]),
    tests("Expression", ["SourceText"]),
    floor("Schedule", ["SourceText"]),
    tests("Schedule", ["SourceText"], excluding: ["Oracle"]),
    floor("Diagnostics", ["SourceText"]),
    tests("Diagnostics", ["SourceText"]),

    // MARK: Floor 2
    floor("WorkflowModel", ["SourceText", "Expression", "Schedule"]),
    tests("WorkflowModel", ["SourceText"]),

    // MARK: Floor 3
    floor("Dialect", ["SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel"]),
    tests("Dialect", ["SourceText"]),
    floor("Simulation", ["SourceText", "WorkflowModel", "Expression", "Schedule"]),
    tests("Simulation", ["SourceText", "WorkflowModel", "Expression"]),
    floor("Reporting", ["SourceText", "Diagnostics"]),
    tests("Reporting", ["SourceText", "Diagnostics"]),

    // MARK: Floor 4
    floor(
      "NativeDialect",
      ["SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect"]),
    tests("NativeDialect", ["SourceText", "Dialect", "YAMLSyntax", "WorkflowModel", "Diagnostics"]),
    floor(
      "Rules",
      [
        "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Simulation",
      ]),

    floor(
      "ScenarioFiles",
      [
        "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Simulation",
      ]),
    tests("ScenarioFiles", ["SourceText", "Dialect", "YAMLSyntax", "Simulation", "Expression", "WorkflowModel"]),

    // MARK: Floor 5
    floor(
      "KubeVelaDialect",
      ["SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Rules"]),
    tests("KubeVelaDialect", ["Analysis", "SourceText", "Diagnostics", "Dialect", "YAMLSyntax"]),
    floor(
      "CloudifyDialect",
      ["SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Rules"]),
    tests(
      "CloudifyDialect",
      ["Analysis", "SourceText", "Diagnostics", "Dialect", "YAMLSyntax", "WorkflowModel", "Simulation", "Expression"],
      excluding: ["blueprint-errors.tsv"]),

    // MARK: Floor 6
    floor(
      "Analysis",
      [
        "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Simulation",
        "NativeDialect", "Rules", "ScenarioFiles", "KubeVelaDialect", "CloudifyDialect",
      ]),
    tests(
      "Analysis", ["EditorFeatures", "SourceText", "Diagnostics", "Rules", "Dialect", "YAMLSyntax", "WorkflowModel"]),

    // MARK: Floor 7
    floor(
      "EditorFeatures",
      [
        "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect", "Simulation",
        "ScenarioFiles", "Analysis", "Rules",
      ]),
    tests("EditorFeatures", ["SourceText", "Analysis", "Diagnostics", "WorkflowModel", "YAMLSyntax"]),
    floor("JSONRPC"),
    tests("JSONRPC", ["SourceText"]),
    floor("LanguageServerProtocol"),
    tests("LanguageServerProtocol", ["SourceText"]),

    // MARK: Floor 8
    floor(
      "LanguageServer",
      ["SourceText", "Diagnostics", "WorkflowModel", "Analysis", "EditorFeatures", "LanguageServerProtocol", "JSONRPC"]),
    tests("LanguageServer", ["SourceText", "Analysis", "Diagnostics", "LanguageServerProtocol", "JSONRPC"]),

    // MARK: Floor 9
    floor(
      "CommandLineTool",
      [
        argumentParser, "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel",
        "Dialect", "Simulation", "ScenarioFiles", "Reporting", "Rules", "Analysis", "EditorFeatures", "LanguageServer",
      ]),
    tests("CommandLineTool", ["SourceText", "wflint"], excluding: ["Goldens", "Clients/Scripts"]),

    // MARK: Floor 10
    .executableTarget(name: "wflint", dependencies: ["CommandLineTool"], swiftSettings: settings),

    // MARK: Tests that belong to no floor
    .target(
      name: "TestSupport", dependencies: ["SourceText"], path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
