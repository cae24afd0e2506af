// SPDX-License-Identifier: Apache-2.0
//! Starts `wflint lsp`: the binary of the settings, else the one on the worktree's path. Nothing is downloaded.
use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Wflint;

impl zed::Extension for Wflint {
    fn new() -> Self {
        Wflint
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let configured = LspSettings::for_worktree(server.as_ref(), worktree)
            .ok()
            .and_then(|settings| settings.binary);
        let (path, arguments) = match configured {
            Some(binary) => (binary.path, binary.arguments),
            None => (None, None),
        };
        let command = path
            .or_else(|| worktree.which("wflint"))
            .ok_or_else(|| "wflint is not on the path; install it or set lsp.wflint.binary.path".to_string())?;
        Ok(zed::Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["lsp".to_string()]),
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Wflint);
