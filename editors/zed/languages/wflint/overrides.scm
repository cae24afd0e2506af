; Where the brackets of config.toml are that say `not_in`: without these captures Zed closes quotes inside of strings, too.
(comment) @comment.inclusive

[(single_quote_scalar) (double_quote_scalar)] @string
