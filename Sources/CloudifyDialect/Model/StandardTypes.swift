// SPDX-License-Identifier: Apache-2.0
import SourceText
import YAMLSyntax

/// The types, plugins and workflows that every manager brings along as `cloudify/types/types.yaml`, as rows.
enum StandardTypes {
  /// Whether an import means the product's own types.
  static func isMeant(by target: String) -> Bool {
    guard target.hasSuffix("types.yaml") else { return false }
    if target == "cloudify/types/types.yaml" { return true }
    return isVersioned(target)
  }

  /// Whether an import asks for the types of some version, which may differ from those here.
  static func isVersioned(_ target: String) -> Bool {
    guard target.hasPrefix("http:") || target.hasPrefix("https:"), target.hasSuffix("/types.yaml") else { return false }
    return target.contains("/spec/cloudify/") || target.hasSuffix("/cloudify/types/types.yaml")
  }

  /// The types as a file.
  static let file: BlueprintFile = {
    let tree = YAMLParser.parse(SourceText(rows))
    return BlueprintFile(
      tree.documents.first?.root ?? YAMLParser.parse(SourceText("{}")).documents[0].root, isStandard: true)
  }()

  private static let optional = "{required: false}"

  private static let plainTypes: [(String, String)] = [
    ("Tier", "Root"), ("Volume", "Root"), ("ObjectStorage", "Root"), ("Network", "Root"), ("Subnet", "Root"),
    ("Port", "Root"), ("Router", "Root"), ("LoadBalancer", "Root"), ("VirtualIP", "Root"), ("SecurityGroup", "Root"),
    ("SoftwareComponent", "Root"), ("DBMS", "SoftwareComponent"), ("Database", "Root"),
    ("ApplicationServer", "SoftwareComponent"), ("MessageBusServer", "SoftwareComponent"),
    ("ApplicationModule", "Root"), ("Container", "Compute"), ("ServiceComponent", "Component"),
  ]

  private static func operations(_ names: String, _ plugin: String = "") -> String {
    let list = names.split(separator: " ").map { "\($0): \(plugin.isEmpty ? "{}" : "\(plugin).\($0)")" }
    return "{" + list.joined(separator: ", ") + "}"
  }

  private static func workflow(_ name: String, _ availability: String, _ parameters: String) -> String {
    let rules = availability.isEmpty ? "" : ", availability_rules: {node_instances_active: [\(availability)]}"
    return
      "  \(name): {mapping: default_workflows.cloudify.plugins.workflows.\(name)\(rules), parameters: {\(parameters)}}\n"
  }

  private static let filters = """
    type_names: {type: list, item_type: node_type, default: []}, node_ids: {type: list, item_type: node_id, \
    default: []}, node_instance_ids: {type: list, item_type: node_instance, default: []}
    """

  private static let rows: String = {
    let life = """
      precreate create configure start poststart prestop stop delete postdelete preupdate update postupdate \
      update_config update_apply update_postapply preheal heal postheal pull check_drift
      """
    var text = """
      metadata: {cloudify_types: true}
      plugins:
        cfy_extensions: {executor: central_deployment_agent, install: false}
        agent: {executor: central_deployment_agent, install: false}
        default_workflows: {executor: central_deployment_agent, install: false}
        script: {executor: host_agent, install: false}
      node_types:
        cloudify.nodes.Root:
          properties: {use_external_resource: {type: boolean, default: false}, resource_id: \(optional)}
          interfaces:
            cloudify.interfaces.lifecycle: \(operations(life))
            cloudify.interfaces.validation: \(operations("create delete check_status creation deletion"))
            cloudify.interfaces.monitoring: \(operations("start stop"))
        cloudify.nodes.Compute:
          derived_from: cloudify.nodes.Root
          properties:
            ip: {default: ''}
            os_family: {default: linux}
            agent_config: {type: cloudify.datatypes.AgentConfig, default: {install_method: remote, port: 22, network: default}}
            install_agent: {default: ''}
            cloudify_agent: {default: {}}
          interfaces:
            cloudify.interfaces.cloudify_agent: \(operations(
              "create configure start stop stop_amqp delete restart restart_amqp install_plugins uninstall_plugins create_amqp validate_amqp", "agent.cloudify_agent"))
            cloudify.interfaces.host: {get_state: {}}
            cloudify.interfaces.monitoring_agent: \(operations("install start stop uninstall"))
        cloudify.nodes.FileSystem:
          derived_from: cloudify.nodes.Root
          properties:
            use_external_resource: {type: boolean, default: false}
            partition_type: {type: integer, default: 83}
            fs_type: {type: string}
            fs_mount_path: {type: string}
          interfaces: {cloudify.interfaces.lifecycle: {configure: script.script_runner.tasks.run}}
        cloudify.nodes.WebServer:
          derived_from: cloudify.nodes.SoftwareComponent
          properties: {port: {default: 80}}
        cloudify.nodes.CloudifyManager:
          derived_from: cloudify.nodes.SoftwareComponent
          properties: {cloudify: {default: {}}, cloudify_packages: {}}
        cloudify.nodes.Component:
          derived_from: cloudify.nodes.Root
          properties:
            resource_config: {type: cloudify.datatypes.Component, default: {}}
            client: {type: cloudify.datatypes.RemoteCloudifyManagerClient, default: {}}
            plugins: {type: dict, default: {}}
            secrets: {type: dict, default: {}}
          interfaces:
            cloudify.interfaces.lifecycle: \(operations(
              "create configure start stop delete refresh check_drift heal update", "cfy_extensions.cloudify_types.component"))
            cloudify.interfaces.validation: {check_status: cfy_extensions.cloudify_types.component.check_status}
        cloudify.nodes.SharedResource:
          derived_from: cloudify.nodes.Root
          properties:
            resource_config: {type: cloudify.datatypes.SharedResource, default: {}}
            client: {type: cloudify.datatypes.RemoteCloudifyManagerClient, default: {}}
          interfaces:
            cloudify.interfaces.lifecycle: \(operations(
              "create delete refresh check_drift", "cfy_extensions.cloudify_types.shared_resource"))
            cloudify.interfaces.validation: {check_status: cfy_extensions.cloudify_types.shared_resource.check_status}
        cloudify.nodes.Blueprint:
          derived_from: cloudify.nodes.Root
          properties:
            resource_config: {type: cloudify.datatypes.Blueprint, default: {}}
            client: {type: cloudify.datatypes.RemoteCloudifyManagerClient, default: {}}
            plugins: {type: dict, default: {}}
            secrets: {type: dict, default: {}}
          interfaces:
            cloudify.interfaces.lifecycle: \(operations("create delete", "cfy_extensions.cloudify_types.blueprint"))
        cloudify.nodes.PasswordSecret:
          derived_from: cloudify.nodes.Root
          properties:
            length: {type: integer, default: 8}
            uppercase: {type: integer, default: 0}
            lowercase: {type: integer, default: 0}
            digits: {type: integer, default: 0}
            symbols: {type: integer, default: 0}
            secret_name: {type: string, required: false}
            use_secret_if_exists: {type: boolean, default: false}
          interfaces:
            cloudify.interfaces.lifecycle: \(operations("create delete", "cfy_extensions.cloudify_types.password_secret"))
            cloudify.interfaces.validation: {create: cfy_extensions.cloudify_types.password_secret.creation_validation}

      """
    for (name, parent) in plainTypes {
      text += "  cloudify.nodes.\(name): {derived_from: cloudify.nodes.\(parent)}\n"
    }
    let both = operations("preconfigure postconfigure establish unlink update check_drift")
    let shared = """
      {implementation: cfy_extensions.cloudify_types.shared_resource.execute_workflow, inputs: {workflow_id: \
      {type: string}, parameters: {type: dict, default: {}}, timeout: {type: integer, default: 10}}}
      """
    let sharing = "{cloudify.interfaces.relationship_lifecycle: {establish: \(shared), unlink: \(shared)}}"
    let run = "script.script_runner.tasks.run"
    text += """
      relationships:
        cloudify.relationships.depends_on:
          source_interfaces: {cloudify.interfaces.relationship_lifecycle: \(both)}
          target_interfaces: {cloudify.interfaces.relationship_lifecycle: \(both)}
          properties: {connection_type: {default: all_to_all}}
        cloudify.relationships.connected_to: {derived_from: cloudify.relationships.depends_on}
        cloudify.relationships.contained_in: {derived_from: cloudify.relationships.depends_on}
        cloudify.relationships.depends_on_lifecycle_operation:
          derived_from: cloudify.relationships.depends_on
          properties: {operation: {type: string}}
        cloudify.relationships.depends_on_shared_resource:
          derived_from: cloudify.relationships.depends_on
          target_interfaces: \(sharing)
        cloudify.relationships.connected_to_shared_resource:
          derived_from: cloudify.relationships.connected_to
          target_interfaces: \(sharing)
        cloudify.relationships.file_system_depends_on_volume:
          derived_from: cloudify.relationships.depends_on
          source_interfaces: {cloudify.interfaces.relationship_lifecycle: {preconfigure: \(run)}}
        cloudify.relationships.file_system_contained_in_compute:
          derived_from: cloudify.relationships.contained_in
          source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: \(run), unlink: \(run)}}
      workflows:

      """
    let ordered = "run_by_dependency_order: {default: true}, "
    let ignoring = "ignore_failure: {type: boolean, default: false}, "
    let parms = "operation_parms: {default: {}}, "
    text += workflow("install", "none, partial", filters)
    text += workflow("uninstall", "all, partial", ignoring + filters)
    text += workflow("reinstall", "all, partial", ignoring + filters)
    text += workflow("start", "none, partial", parms + ordered + filters)
    text += workflow("stop", "all, partial", parms + ordered + filters)
    text += workflow(
      "restart", "all, partial", "stop_parms: {default: {}}, start_parms: {default: {}}, " + ordered + filters)
    text += workflow(
      "execute_operation", "",
      "operation: {}, operation_kwargs: {default: {}}, allow_kwargs_override: {default: null}, " + ordered + filters)
    text += workflow(
      "heal", "all, partial",
      """
      node_instance_id: {type: node_instance, required: false}, diagnose_value: {default: Not provided}, \
      ignore_failure: {type: boolean, default: true}, check_status: {type: boolean, default: true}, \
      allow_reinstall: {type: boolean, default: true}, force_reinstall: {type: boolean, default: false}
      """)
    text += workflow(
      "scale", "all, partial",
      """
      scalable_entity_name: {}, delta: {type: integer, default: 1}, scale_compute: {default: false}, \
      include_instances: {default: null}, exclude_instances: {default: null}, \(ignoring)\
      rollback_if_failed: {default: true}, abort_started: {type: boolean, default: false}
      """)
    text += workflow("check_status", "all, partial", ordered + filters)
    text += workflow("check_drift", "all, partial", ordered + filters)
    text += workflow("rollback", "all, partial", "full_rollback: {type: boolean, default: false}, " + filters)
    text += workflow("pull", "all, partial", parms + ordered + filters)
    text += workflow("install_new_agents", "all, partial", "install_agent_timeout: {default: 300}")
    text += workflow("validate_agents", "all, partial", "install_methods: {default: null}")
    func optionalFields(_ list: String) -> String {
      list.split(separator: " ").map { part in
        let pair = part.split(separator: ":")
        return pair.count == 2
          ? "\(pair[0]): {type: \(pair[1]), required: false}" : "\(part): {required: false}"
      }.joined(separator: ", ")
    }
    text += """
      data_types:
        cloudify.datatypes.AgentConfig: {properties: {install_method: {type: string}, \(optionalFields(
          "service_name:string network:string user:string key:string password:string port:integer process_management min_workers:integer max_workers:integer heartbeat disable_requiretty:boolean env extra executable_temp_path:string log_level:string log_max_bytes:integer log_max_history:integer"))}}
        cloudify.datatypes.Blueprint: {properties: {external_resource: {type: boolean, default: false}, id: {type: blueprint_id, required: false}, main_file_name: {type: string, default: blueprint.yaml}, blueprint_archive: {type: string, default: ''}, labels: {type: list, required: false}}}
        cloudify.datatypes.ComponentDeployment: {properties: {external_resource: {type: boolean, default: false}, inputs: {type: dict, default: {}}, \(optionalFields(
          "id:deployment_id logs:boolean auto_inc_suffix:boolean labels:list"))}}
        cloudify.datatypes.Component: {properties: {blueprint: {type: cloudify.datatypes.Blueprint}, deployment: {type: cloudify.datatypes.ComponentDeployment}, executions_start_args: {type: dict, default: {}}}}
        cloudify.datatypes.RemoteCloudifyManagerClient: {properties: {\(optionalFields(
          "host:string port:integer protocol:string api_version:string headers:dict query_params:dict cert:string trust_all:boolean username:string password:string token:string tenant:string"))}}
        cloudify.datatypes.SharedResourceDeployment: {properties: {id: {type: deployment_id}}}
        cloudify.datatypes.SharedResource: {properties: {deployment: {type: cloudify.datatypes.SharedResourceDeployment}}}
      policy_types:
        cloudify.policies.types.host_failure: {source: host_failure.clj, properties: &h {policy_operates_on_group: {default: false}, is_node_started_before_workflow: {default: true}, interval_between_workflows: {default: 300}, service: {default: [service]}}}
        cloudify.policies.types.threshold: {source: threshold.clj, properties: &t {<<: *h, threshold: {}, upper_bound: {default: true}, stability_time: {default: 0}}}
        cloudify.policies.types.ewma_stabilized: {source: ewma_stabilized.clj, properties: {<<: *t, ewma_timeless_r: {default: 0.5}}}
      policy_triggers:
        cloudify.policies.triggers.execute_workflow: {source: execute_workflow.clj, parameters: {workflow: {}, workflow_parameters: {default: {}}, force: {default: false}, allow_custom_parameters: {default: false}, socket_timeout: {default: 1000}, conn_timeout: {default: 1000}}}

      """
    return text
  }()
}
