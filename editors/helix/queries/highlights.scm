; inherits: yaml
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
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @constant.numeric))
  (flow_pair
    key: (flow_node) @_key
    value: (flow_node [(plain_scalar) (double_quote_scalar) (single_quote_scalar)] @constant.numeric))]
  (#any-of? @_key "timeout" "jitter" "delay" "max_delay" "duration" "expect_duration" "after" "at" "status_poll" "task_retry_interval" "retry_after" "wait_after_fail" "scheduled_for")
  (#match? @constant.numeric "^[\"']?([0-9]+(ms|[wdhms]))+[\"']?$"))

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
