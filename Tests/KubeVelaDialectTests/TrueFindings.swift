// SPDX-License-Identifier: Apache-2.0

/// The errors and warnings that are true of the real files of the corpus, each with the reason; there are no others.
enum TrueFindings {
  /// One file's findings of one reason.
  struct Row: Sendable {
    var path: String
    /// Codes with their lines, from 1.
    var places: [String]
    var reason: String
  }

  static let rows: [Row] = [
    Row(
      path: "kubevela.github.io/docs/end-user/pipeline/workflowrun.md.L389.yaml",
      places: ["KV107 19"],
      reason: "the flag is misspelt; the status has `succeeded`"),
    Row(
      path: "kubevela.github.io/docs/platform-engineers/defkit/definition-workflowstep.md.L53.yaml",
      places: ["WF102 4"],
      reason: "the resource definition requires `components`"),
    Row(
      path: "kubevela.github.io/docs/platform-engineers/defkit/definition-workflowstep.md.L53.yaml",
      places: ["KV117 9"],
      reason: "the file declares no component of this name"),
    Row(
      path:
        "kubevela.github.io/i18n/zh/docusaurus-plugin-content-docs/current/end-user/pipeline/workflowrun.md.L33.yaml",
      places: [
        "WF001 7", "KV120 8", "KV120 9", "WF103 11", "KV124 12", "WF001 13", "KV102 18", "WF103 18", "WF103 19",
        "WF001 20", "KV109 23", "KV110 24", "WF001 25", "WF001 28", "WF101 29", "WF102 29", "KV121 31", "WF103 32",
      ],
      reason: "a page that shows the shape of a WorkflowRun with placeholders: no object of any cluster"),
    Row(
      path: "kubevela.io/docs/end-user/workflow/built-in-workflow-defs.md.L214.yaml",
      places: ["KV126 23"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/docs/end-user/workflow/built-in-workflow-defs.md.L266.yaml",
      places: ["KV126 23"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/docs/end-user/workflow/built-in-workflow-defs.md.L334.yaml",
      places: ["KV132 61"],
      reason: "a placeholder of a page stands where a number belongs"),
    Row(
      path: "kubevela.io/docs/end-user/workflow/built-in-workflow-defs.md.L728.yaml",
      places: ["KV126 16"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/docs/platform-engineers/workflow/workflow.md.L113.yaml",
      places: ["KV126 25"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.1/case-studies/li-auto-inc.md.L514.yaml",
      places: ["KV114 45"],
      reason: "the key was never one of the API, whose `valueFrom` is required"),
    Row(
      path:
        "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.1/end-user/workflow/built-in-workflow-defs.md.L200.yaml",
      places: ["KV126 22", "KV126 35"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path:
        "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.1/end-user/workflow/webhook-notification.md.L33.yaml",
      places: ["KV126 23", "KV126 42"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path:
        "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.2/end-user/workflow/webhook-notification.md.L14.yaml",
      places: ["KV126 42"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path:
        "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.3/end-user/workflow/built-in-workflow-defs.md.L80.yaml",
      places: ["KV126 16"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path:
        "kubevela.io/i18n/zh/docusaurus-plugin-content-docs/version-v1.3/end-user/workflow/webhook-notification.md.L14.yaml",
      places: ["KV126 42"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/versioned_docs/version-v1.1/end-user/workflow/built-in-workflow-defs.md.L261.yaml",
      places: ["KV117 43"],
      reason: "the file declares no component of this name"),
    Row(
      path: "kubevela.io/versioned_docs/version-v1.1/end-user/workflow/webhook-notification.md.L33.yaml",
      places: ["KV126 23", "KV126 42"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/versioned_docs/version-v1.1/platform-engineers/workflow/built-in-workflow-defs.md.L179.yaml",
      places: ["KV126 22", "KV126 34"],
      reason: "the definition has another name in every version since 1.2"),
    Row(
      path: "kubevela.io/versioned_docs/version-v1.3/end-user/workflow/webhook-notification.md.L14.yaml",
      places: ["KV112 28"],
      reason: "the definition has no `address` there; the text goes into `value`"),
    Row(
      path: "kubevela.io/versioned_docs/version-v1.3/end-user/workflow/webhook-notification.md.L14.yaml",
      places: ["KV113 28"],
      reason: "the definition needs one of both, and the file has neither"),
    Row(
      path: "kubevela/references/docgen/def-doc/workflowstep/apply-object.eg.md.L2.yaml",
      places: ["KV117 43"],
      reason: "the file declares no component of this name"),
    Row(
      path: "kubevela/references/docgen/def-doc/workflowstep/create-config.eg.md.L2.yaml",
      places: ["KV114 25"],
      reason: "the key was never one of the API, whose `valueFrom` is required"),
    Row(
      path: "kubevela/references/docgen/def-doc/workflowstep/notification.eg.md.L2.yaml",
      places: ["KV132 61"],
      reason: "a placeholder of a page stands where a number belongs"),
    Row(
      path: "kubevela/references/docgen/def-doc/workflowstep/read-config.eg.md.L2.yaml",
      places: ["KV114 15"],
      reason: "the key was never one of the API, whose `valueFrom` is required"),
    Row(
      path: "kubevela/test/e2e-test/testdata/app/app10.yaml",
      places: ["KV117 19"],
      reason: "the file declares no component of this name"),
  ]
}
