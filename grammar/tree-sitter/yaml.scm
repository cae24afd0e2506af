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
