// SPDX-License-Identifier: Apache-2.0
'use strict';
// Starts `wflint lsp`, and shows what the server's commands answer.

const vscode = require('vscode');
const { LanguageClient, RevealOutputChannelOn } = require('vscode-languageclient/node');

const scheme = 'wflint-report';
/** @type {LanguageClient | undefined} */
let client;
/** The reports that are shown, by the path of their document. */
const reports = new Map();
const reportsChanged = new vscode.EventEmitter();

/** What the server is sent: our own language, and the YAML files that the settings name. */
function selector() {
  const patterns = vscode.workspace.getConfiguration('wflint').get('files', []);
  return [
    { scheme: 'file', language: 'wflint' },
    { scheme: 'untitled', language: 'wflint' },
    ...patterns.map((pattern) => ({ scheme: 'file', language: 'yaml', pattern })),
  ];
}

function isServed(editor) {
  return editor !== undefined && vscode.languages.match(selector(), editor.document) > 0;
}

/** The menus ask for this key: what is served is more than the files of our own language. */
function tellMenus() {
  return vscode.commands.executeCommand('setContext', 'wflint.isServed', isServed(vscode.window.activeTextEditor));
}

function options() {
  const settings = vscode.workspace.getConfiguration('wflint');
  const command = settings.get('server.path', 'wflint');
  const args = ['lsp', '--stdio', ...settings.get('server.arguments', [])];
  const run = { command, args };
  return {
    server: { run, debug: run },
    client: {
      documentSelector: selector(),
      synchronize: { configurationSection: 'wflint' },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // The server's own code lenses run its commands: what they answer is shown, too.
      middleware: {
        executeCommand: async (command, args, next) => {
          const answer = await next(command, args);
          show(command, args && args[0], answer);
          return answer;
        },
      },
    },
  };
}

async function start() {
  const { server, client: clientOptions } = options();
  client = new LanguageClient('wflint', 'wflint', server, clientOptions);
  try {
    await client.start();
  } catch (problem) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `wflint cannot be started as “${server.run.command}”: ${problem.message}`, 'Open Settings');
    if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'wflint.server.path');
  }
}

async function stop() {
  const old = client;
  client = undefined;
  if (old) await old.stop();
}

/** Runs one of the server's commands on the file of the active editor, and shows what it answers. */
async function run(command, ...more) {
  const editor = vscode.window.activeTextEditor;
  if (!client) return void await vscode.window.showErrorMessage('wflint does not run: see “wflint.server.path”.');
  if (!isServed(editor)) {
    return void await vscode.window.showErrorMessage('wflint does not serve this file: “wflint.files” names further ones.');
  }
  const uri = editor.document.uri.toString();
  try {
    const answer = await client.sendRequest('workspace/executeCommand', { command, arguments: [uri, ...more] });
    show(command, uri, answer);
    return answer;
  } catch (problem) {
    await vscode.window.showErrorMessage(`${command}: ${problem.message}`);
    return undefined;
  }
}

/** A dry run of a workflow; all scenarios of a scenario file. */
function simulate() {
  const editor = vscode.window.activeTextEditor;
  const holdsScenarios = editor !== undefined && /\.sim\.ya?ml$/.test(editor.document.uri.toString());
  return holdsScenarios ? run('wflint.simulate', '*') : run('wflint.simulate');
}

/** The text of an answer, which is one itself or a member of an object; undefined where there is nothing to show. */
function textOf(answer) {
  if (typeof answer === 'string') return answer;
  if (!answer || typeof answer !== 'object') return undefined;
  return ['html', 'svg', 'markdown', 'text', 'content'].map((key) => answer[key]).find((text) => typeof text === 'string');
}

function show(command, uri, answer) {
  const text = textOf(answer);
  if (text === undefined) return;
  const file = String(uri || '').split('/').pop() || 'workflow';
  const title = `${command.replace('wflint.', '')} ${decodeURIComponent(file)}`;
  if (/^\s*<(?:!doctype html|html|\?xml|svg)\b/i.test(text)) {
    const panel = vscode.window.createWebviewPanel(scheme, title, vscode.ViewColumn.Beside, { enableScripts: false });
    // The page comes without scripts and needs nothing from elsewhere.
    panel.webview.html = /^\s*<(?:!doctype html|html)\b/i.test(text) ? text : page(title, text.replace(/^\s*<\?xml.*?\?>/, ''));
    return;
  }
  const extension = command === 'wflint.explain' ? 'md' : 'txt';
  const address = vscode.Uri.from({ scheme, path: `/${title}.${extension}` });
  reports.set(address.path, text);
  reportsChanged.fire(address);
  vscode.workspace.openTextDocument(address).then((document) =>
    vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true }));
}

function page(title, svg) {
  const escaped = title.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`
    + `<title>${escaped}</title></head><body style="background: white">${svg}</body></html>`;
}

async function explain() {
  const code = await vscode.window.showInputBox({ prompt: 'A rule’s code or name', placeHolder: 'WF201' });
  if (!code || !client) return;
  const answer = await client.sendRequest('workspace/executeCommand', { command: 'wflint.explain', arguments: [code] });
  show('wflint.explain', code, answer);
}

async function activate(context) {
  const commands = {
    'wflint.file.simulate': simulate,
    'wflint.file.graph': () => run('wflint.graph', 'svg'),
    'wflint.file.verify': () => run('wflint.verify'),
    'wflint.file.fixAll': () => run('wflint.fixAll'),
    'wflint.rule.explain': explain,
    'wflint.server.restart': async () => {
      await stop();
      await start();
    },
  };
  for (const [name, action] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, action));
  }
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: reportsChanged.event,
      provideTextDocumentContent: (address) => reports.get(address.path) || '',
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (!change.affectsConfiguration('wflint.server') && !change.affectsConfiguration('wflint.files')) return;
      await tellMenus();
      await stop();
      await start();
    }),
    vscode.window.onDidChangeActiveTextEditor(tellMenus),
    // A document whose language is changed is opened anew.
    vscode.workspace.onDidOpenTextDocument(tellMenus));
  await tellMenus();
  await start();
}

module.exports = { activate, deactivate: stop };
