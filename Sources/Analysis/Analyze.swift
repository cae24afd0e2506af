// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import Dialect
package import Rules
import ScenarioFiles
package import Schedule
import SourceText
package import WorkflowModel
import YAMLSyntax

/// What an analysis may know besides the document.
package struct WorkspaceSnapshot: Sendable {
  /// What `.wflint.yaml` says.
  package var configuration: Configuration
  /// The workspace's workflows; nil where nothing is known of other files.
  package var summary: WorkspaceSummary?
  /// The folder of the configuration, with a slash at its end; empty where paths are relative to it already.
  package var root: String
  /// The folder that relative paths start from, below the configuration's, with a slash at its end; empty where it is
  /// the configuration's own.
  package var subfolder: String
  /// The step types that the workspace's files define; its documents are lowered with them already.
  package var stepDefinitions = StepDefinitions()
  /// What the workspace's documents import, collected by an `ImportCollector`.
  package var imports: ImportedFiles
  /// The moment that findings about coming dates count from. The analysis has no clock: the command line and the server
  /// hand in the system's, everybody else gets a fixed one.
  package var moment: Instant
  /// The main files that import the document, directly or not: what it is a part of.
  package var importers: [ParsedDocument] = []
  /// Whether nobody wants the findings any more, or has time for them: asked before each rule, and where it says so once,
  /// those that come after it say nothing. A finding tells of it (WF012).
  package var shouldStop: (@Sendable () -> Bool)?

  /// Makes a snapshot.
  package init(
    configuration: Configuration = Configuration(), summary: WorkspaceSummary? = nil, root: String = "",
    subfolder: String = "", imports: ImportedFiles = ImportedFiles(),
    moment: Instant = WorkflowContext.referenceMoment
  ) {
    self.imports = imports
    self.configuration = configuration
    self.summary = summary
    self.root = root
    self.subfolder = subfolder
    self.moment = moment
  }

  /// Whether a rule is on for a file.
  package func runs(_ rule: String, on path: String) -> Bool {
    guard let severity = configuration.severities(for: relative(path))[rule] else { return true }
    return severity != nil
  }

  /// The folders of the configuration where imports may be, seen from the folder that paths are shown from.
  package var importFolders: [String] {
    configuration.importFolders.map { $0.hasPrefix("/") ? $0 : root + $0 }
  }

  /// A document's path as the configuration's globs see it.
  func relative(_ path: String) -> String {
    if !root.isEmpty, path.hasPrefix(root) { return String(path.utf8.dropFirst(root.utf8.count)) ?? path }
    return path.hasPrefix("/") ? path : subfolder + path
  }
}

/// A file with everything that is wrong with it.
package struct AnalyzedDocument: Sendable {
  /// The file's tree and workflows.
  package var parsed: ParsedDocument
  /// What the rules saw of each workflow.
  package var contexts: [WorkflowContext]
  /// The same for each document of a file that has rows and is no workflow: scenarios, the configuration.
  package var rowContexts: [WorkflowContext] = []
  /// The findings, sorted by place, after configuration and suppression.
  package var diagnostics: [Diagnostic]
  /// What the file imports and what imports it; nil where its dialect has no imports.
  package var linkage: Linkage?
}

/// A document's imports, for what editors ask of names.
package struct Linkage: Sendable {
  /// The collected files.
  package var imports: ImportedFiles
  /// The folders of the configuration where imports may be.
  package var folders: [String]
  /// The main files that import the document, directly or not.
  package var importers: [ParsedDocument]

  /// The merged documents that the file at a path is a part of: those of its importers first, then its own.
  package func vocabularies(of parsed: ParsedDocument) -> [any DialectVocabulary] {
    (importers + [parsed]).compactMap { document in
      let details = document.workflows.first?.lowered.details as? any NamingDetails
      return details?.vocabulary(at: document.path, imports, folders: folders)
    }
  }
}

/// The one analysis: command line, language server, documentation and tests all call it.
///
/// A pure function of the file, a snapshot of its workspace and what tools said of the file's scripts; never fails. Complexity: linear in the file's size but
/// for the cycles of its graph.
package func analyze(
  _ parsed: ParsedDocument, in workspace: WorkspaceSnapshot, scriptProblems: [ScriptProblem] = []
) -> AnalyzedDocument {
  analyze(prepared: prepare(parsed, in: workspace), in: workspace, scriptProblems: scriptProblems)
}

/// The first half of `analyze`: what the rules see of the file, without what they say. Completion and hover need no more.
package func prepare(_ parsed: ParsedDocument, in workspace: WorkspaceSnapshot) -> AnalyzedDocument {
  var result = AnalyzedDocument(parsed: parsed, contexts: [], diagnostics: [])
  switch parsed.kind {
  case .workflow:
    result.contexts = parsed.workflows.map { workflow in
      WorkflowContext(
        tree: parsed.tree, path: parsed.path, root: workflow.document.root, lowered: workflow.lowered,
        directory: workspace.configuration.directory, workspace: workspace.summary, isHintedOnly: workflow.isHintedOnly,
        moment: workspace.moment)
    }
    if parsed.workflows.first?.lowered.details is any NamingDetails {
      result.linkage = Linkage(
        imports: workspace.imports, folders: workspace.importFolders, importers: workspace.importers)
    }
    result.rowContexts = parsed.definitions.map { definition in
      WorkflowContext(
        tree: parsed.tree, path: parsed.path, root: definition.document.root, lowered: definition.lowered,
        directory: workspace.configuration.directory, workspace: nil, isHintedOnly: false)
    }
  case .configuration:
    guard let document = parsed.tree.documents.first else { break }
    let reader = ConfigurationReader(document.root)
    result.rowContexts = [
      rowContext(
        document, ConfigurationRows.schema, reader.problems, reader.texts, parsed, reader.configuration.directory)
    ]
  case .scenario:
    result.rowContexts = parsed.tree.documents.map { document in
      let reader = ScenarioReader(document.root)
      return rowContext(
        document, ScenarioRows.schema, reader.problems, reader.texts, parsed, Directory())
    }
  case .other: break
  }
  return result
}

/// The second half of `analyze`: what the rules say of a prepared file.
package func analyze(
  prepared: AnalyzedDocument, in workspace: WorkspaceSnapshot, scriptProblems: [ScriptProblem] = []
) -> AnalyzedDocument {
  let parsed = prepared.parsed
  let severities = workspace.configuration.severities(for: workspace.relative(parsed.path))
  let table = severities.isEmpty ? RuleCatalog.table : RuleTable(RuleCatalog.all, overrides: severities)
  var report = Report(fileLength: parsed.text.count, table: table, shouldStop: workspace.shouldStop)
  switch parsed.kind {
  case .workflow:
    let contexts = prepared.contexts
    runFileRules(parsed, contexts.map(\.lowered), &report)
    if parsed.workflows.isEmpty, parsed.definitions.isEmpty, report.begin(MissingSchema.metadata) {
      MissingSchema.report(emptyFile: parsed.text, &report)
    }
    for context in contexts { runWorkflowRules(context, table, workspace.imports, workspace.importFolders, &report) }
    for context in prepared.rowContexts {
      runSchemaRules(context, table, &report)
      guard let details = context.lowered.details else { continue }
      for (rule, number) in RuleCatalog.dialectRules where report.goesOn() {
        run(rule, number, details, context, &report)
      }
    }
    if !scriptProblems.isEmpty { EmbeddedCodeRules.check(scriptProblems, of: parsed.embeddedScripts, &report) }
  case .configuration, .scenario:
    runFileRules(parsed, [], &report)
    for context in prepared.rowContexts {
      runSchemaRules(context, table, &report)
      runTextRules(context, table, &report)
    }
    if parsed.kind == .scenario { ScenarioChecks(parsed, workspace)?.check(prepared.rowContexts, table, &report) }
    if parsed.kind == .scenario, let summary = workspace.summary, report.begin(UnknownStep.metadata) {
      ScenarioSteps(parsed, summary).check(&report)
    }
    if parsed.kind == .scenario, let summary = workspace.summary, report.begin(UnknownOutput.metadata) {
      ScenarioResults(parsed, summary).check(&report)
    }
  case .other: break
  }
  if report.isStopped || !report.failedRules.isEmpty, report.begin(RuleFailed.metadata) {
    for code in report.failedRules { RuleFailed.report(code, &report) }
    if report.isStopped { RuleFailed.report(stopped: &report) }
  }
  var result = prepared
  result.diagnostics = withoutRepetitions(suppress(&report, parsed, table, severities))
  return result
}

/// The findings by place, each once: a text that aliases repeat is looked at wherever it counts.
private func withoutRepetitions(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let sorted = diagnostics.sorted()
  guard sorted.count > 1 else { return sorted }
  var result: [Diagnostic] = []
  result.reserveCapacity(sorted.count)
  for diagnostic in sorted where result.last != diagnostic { result.append(diagnostic) }
  return result
}

/// What a file named `.wflint.yaml` says; lenient, its mistakes are found by `analyze`.
package func readConfiguration(_ parsed: ParsedDocument) -> Configuration {
  parsed.tree.documents.first.map { ConfigurationReader($0.root).configuration } ?? Configuration()
}

private func runFileRules(_ parsed: ParsedDocument, _ documents: [LoweredDocument], _ report: inout Report) {
  let file = FileContext(
    tree: parsed.tree, path: parsed.path, documents: documents, inputProblems: parsed.inputProblems)
  for (rule, number) in RuleCatalog.fileRules where report.goesOn() && report.begin(number) {
    rule.check(file, &report)
  }
}

private func runWorkflowRules(
  _ context: WorkflowContext, _ table: RuleTable, _ imports: ImportedFiles, _ folders: [String], _ report: inout Report
) {
  runSchemaRules(context, table, &report)
  runTextRules(context, table, &report)
  runStepRules(context, table, &report)
  guard let own = context.lowered.details else { return }
  let details = (own as? any ImportingDetails)?.linked(at: context.path, imports, folders: folders) ?? own
  for (rule, number) in RuleCatalog.dialectRules where report.goesOn() { run(rule, number, details, context, &report) }
}

/// The rules about workflows as a whole and about their steps.
private func runStepRules(_ context: WorkflowContext, _ table: RuleTable, _ report: inout Report) {
  for (rule, number) in RuleCatalog.workflowRules where admits(number, context, table) && report.goesOn() {
    report.resume(number)
    rule.check(context, &report)
  }
  for (rule, number) in RuleCatalog.stepRules where admits(number, context, table) && report.goesOn() {
    report.resume(number)
    for step in context.workflow.steps { rule.check(step, context, &report) }
  }
  runExpressionRules(context, table, &report)
}

/// Whether a rule is on and true of the document's dialect.
private func admits(_ rule: RuleNumber, _ context: WorkflowContext, _ table: RuleTable) -> Bool {
  table.isOn(rule) && (context.lowered.neutralRules == nil || context.lowered.admits(RuleCatalog.all[rule].code))
}

/// Each expression is checked once, and what the checker says is handed to every rule.
private func runExpressionRules(_ context: WorkflowContext, _ table: RuleTable, _ report: inout Report) {
  guard !context.workflow.expressions.isEmpty, context.lowered.hasCELExpressions else { return }
  for expression in context.checkedExpressions where report.goesOn(at: expression.index) {
    for (rule, number) in RuleCatalog.rules(of: expression) where table.isOn(number) {
      report.resume(number)
      rule.check(expression, context, &report)
    }
  }
}

private func run<Checked: DialectRule>(
  _ rule: Checked.Type, _ number: RuleNumber, _ details: any Sendable, _ context: WorkflowContext,
  _ report: inout Report
) {
  guard let details = details as? Checked.Details, report.begin(number) else { return }
  rule.check(details, context, &report)
}

private func runTextRules(_ context: WorkflowContext, _ table: RuleTable, _ report: inout Report) {
  let rules = RuleCatalog.textRules
  let byFormat = RuleCatalog.textRulesOfFormat
  for (index, text) in context.lowered.texts.enumerated() where report.goesOn(at: index) {
    for rule in byFormat[text.format.number] where admits(rules[rule].number, context, table) {
      report.resume(rules[rule].number)
      rules[rule].rule.check(text, context, &report)
    }
  }
}

private func runSchemaRules(_ context: WorkflowContext, _ table: RuleTable, _ report: inout Report) {
  guard !context.lowered.problems.isEmpty else { return }
  for (rule, number) in RuleCatalog.schemaRules where admits(number, context, table) && report.goesOn() {
    report.resume(number)
    for problem in context.lowered.problems { rule.check(problem, context, &report) }
  }
}

/// What the rules about structure and texts see of a document that is no workflow but has rows.
private func rowContext(
  _ document: YAMLDocument, _ schema: DialectSchema, _ problems: [SchemaProblem], _ texts: [TypedText],
  _ parsed: ParsedDocument, _ directory: Directory
) -> WorkflowContext {
  let workflow = Workflow(dialect: "", range: document.range, syntax: document.root.reference)
  let lowered = LoweredDocument(workflow: workflow, schema: schema, problems: problems, texts: texts)
  return WorkflowContext(
    tree: parsed.tree, path: parsed.path, root: document.root, lowered: lowered, directory: directory,
    workspace: nil, isHintedOnly: false)
}

extension AnalyzedDocument {
  /// The comments that silence rules, in order.
  package var suppressions: [Suppression] { findSuppressions(in: parsed) }
}
