(block_mapping_pair
  key: (flow_node) @_key
  value: (flow_node) @name
  (#eq? @_key "id")) @item
