// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import YAMLSyntax

/// The kinds of Kubernetes objects that hold steps.
package enum KubeVelaKind: String, Hashable, Sendable, CaseIterable {
  /// `core.oam.dev/v1beta1`: components, policies, and a workflow that delivers them.
  case application = "Application"
  /// `core.oam.dev/v1alpha1`: steps that others refer to.
  case workflow = "Workflow"
  /// `core.oam.dev/v1alpha1`: one run of steps.
  case workflowRun = "WorkflowRun"

  /// The names of the kinds that stand behind an `apiVersion`, those of definitions included.
  package static func names(ofVersion version: String) -> [String] {
    switch version {
    case "core.oam.dev/v1beta1": [application.rawValue, "WorkflowStepDefinition"]
    case "core.oam.dev/v1alpha1": [workflow.rawValue, workflowRun.rawValue]
    default: []
    }
  }

  /// The kind of an object; nil for objects of others.
  package init?(of root: YAMLNode) {
    guard root.kind == .mapping, let version = root.entry("apiVersion")?.value.resolved else { return nil }
    let isApplication = version.textEquals("core.oam.dev/v1beta1")
    guard isApplication || version.textEquals("core.oam.dev/v1alpha1"),
      let kind = root.entry("kind")?.value.resolved
    else { return nil }
    if isApplication, kind.textEquals("Application") {
      self = .application
    } else if !isApplication, kind.textEquals("Workflow") {
      self = .workflow
    } else if !isApplication, kind.textEquals("WorkflowRun") {
      self = .workflowRun
    } else {
      return nil
    }
  }

  /// What comes of an object that the controller does not take.
  var refusal: String { self == .application ? "the Application is refused" : "the run never starts" }

  /// The rows of the kind.
  package var schema: DialectSchema {
    switch self {
    case .application: Self.applicationSchema
    case .workflow: Self.workflowSchema
    case .workflowRun: Self.workflowRunSchema
    }
  }

  private static let applicationSchema = DocumentRows.schema(root: DocumentRows.application)
  private static let workflowSchema = DocumentRows.schema(root: DocumentRows.workflow)
  private static let workflowRunSchema = DocumentRows.schema(root: DocumentRows.workflowRun)
}
