; YAML itself, for an editor in which wflint's files are a language of their own. Where two patterns match, the later one holds.

[(string_scalar) (double_quote_scalar) (single_quote_scalar) (block_scalar)] @string

(escape_sequence) @string.escape

[(integer_scalar) (float_scalar)] @number

(boolean_scalar) @boolean

(null_scalar) @constant.builtin

(comment) @comment

[(anchor_name) (alias_name)] @label

(tag) @type

[(yaml_directive) (tag_directive) (reserved_directive)] @preproc

; A key, whatever it looks like.
(block_mapping_pair
  key: (flow_node [(plain_scalar (_)) (double_quote_scalar) (single_quote_scalar)] @property))

(flow_pair
  key: (flow_node [(plain_scalar (_)) (double_quote_scalar) (single_quote_scalar)] @property))

["," "-" ":" "?" ">" "|"] @punctuation.delimiter

["[" "]" "{" "}"] @punctuation.bracket

["*" "&" "---" "..."] @punctuation.special
; What wflint's files say beyond YAML: schedules, durations, approvers, ids.

([(block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @string.special))
  (flow_pair
    key: (flow_node) @_key
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @string.special))]
  (#eq? @_key "cron"))

([(block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @number))
  (flow_pair
    key: (flow_node) @_key
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @number))]
  (#any-of? @_key "timeout" "jitter" "delay" "max_delay" "duration" "expect_duration" "after" "at" "status_poll" "task_retry_interval" "retry_after" "wait_after_fail" "scheduled_for")
  (#match? @number "^[\"']?([0-9]+(ms|[wdhms]))+[\"']?$"))

([(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @type
  (#match? @type "^[\"']?(user|team|role):[A-Za-z0-9][A-Za-z0-9._@/+-]*[\"']?$"))

([(block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node (plain_scalar) @label))
  (flow_pair
    key: (flow_node) @_key
    value: (flow_node (plain_scalar) @label))]
  (#eq? @_key "id"))

([(block_mapping_pair
    key: (flow_node) @_key
    value: (flow_node (flow_sequence (flow_node (plain_scalar) @label))))
  (flow_pair
    key: (flow_node) @_key
    value: (flow_node (flow_sequence (flow_node (plain_scalar) @label))))]
  (#any-of? @_key "needs" "then"))
