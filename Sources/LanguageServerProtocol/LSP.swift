// SPDX-License-Identifier: Apache-2.0

/// The types of the Language Server Protocol 3.17, as plain values.
///
/// They are named as the specification names them, and many of those names mean something else elsewhere in this
/// project: `LSP.Range` counts lines and columns, `TextRange` counts bytes. Nothing below `LanguageServer` knows them.
package enum LSP {}
