; inherits: yaml
; Expressions, schedules and scripts of wflint's files inside YAML.

; Conditions: the whole value is CEL.
((block_mapping_pair
  key: (flow_node) @_key
  value: (flow_node
    (plain_scalar
      (string_scalar) @injection.content)))
  (#any-of? @_key "if" "when" "filter" "over")
  (#set! injection.language "cel"))

((block_mapping_pair
  key: (flow_node) @_key
  value: (flow_node
    [(double_quote_scalar) (single_quote_scalar)] @injection.content))
  (#any-of? @_key "if" "when" "filter" "over")
  (#set! injection.language "cel"))

((block_mapping_pair
  key: (flow_node) @_key
  value: (block_node
    (block_scalar) @injection.content))
  (#any-of? @_key "if" "when" "filter" "over")
  (#set! injection.language "cel"))

((flow_pair
  key: (flow_node) @_key
  value: (flow_node
    (plain_scalar
      (string_scalar) @injection.content)))
  (#any-of? @_key "if" "when" "filter" "over")
  (#set! injection.language "cel"))

((flow_pair
  key: (flow_node) @_key
  value: (flow_node
    [(double_quote_scalar) (single_quote_scalar)] @injection.content))
  (#any-of? @_key "if" "when" "filter" "over")
  (#set! injection.language "cel"))

; Scripts: bash, unless the step says another shell, before or behind.
((block_mapping_pair
  key: (flow_node) @_key
  value: (flow_node
    (plain_scalar
      (string_scalar) @injection.content)))
  (#eq? @_key "run")
  (#set! injection.language "bash"))

((block_mapping_pair
  key: (flow_node) @_key
  value: (block_node
    (block_scalar) @injection.content))
  (#eq? @_key "run")
  (#set! injection.language "bash"))

((block_mapping
  (block_mapping_pair
    key: (flow_node) @_shell
    value: (flow_node) @_language)
  (block_mapping_pair
    key: (flow_node) @_key
    value: (block_node
      (block_scalar) @injection.content)))
  (#eq? @_shell "shell")
  (#eq? @_language "python")
  (#eq? @_key "run")
  (#set! injection.language "python"))

((block_mapping
  (block_mapping_pair
    key: (flow_node) @_key
    value: (block_node
      (block_scalar) @injection.content))
  (block_mapping_pair
    key: (flow_node) @_shell
    value: (flow_node) @_language))
  (#eq? @_shell "shell")
  (#eq? @_language "python")
  (#eq? @_key "run")
  (#set! injection.language "python"))

((block_mapping
  (block_mapping_pair
    key: (flow_node) @_shell
    value: (flow_node) @_language)
  (block_mapping_pair
    key: (flow_node) @_key
    value: (block_node
      (block_scalar) @injection.content)))
  (#eq? @_shell "shell")
  (#eq? @_language "node")
  (#eq? @_key "run")
  (#set! injection.language "javascript"))

((block_mapping
  (block_mapping_pair
    key: (flow_node) @_key
    value: (block_node
      (block_scalar) @injection.content))
  (block_mapping_pair
    key: (flow_node) @_shell
    value: (flow_node) @_language))
  (#eq? @_shell "shell")
  (#eq? @_language "node")
  (#eq? @_key "run")
  (#set! injection.language "javascript"))
