// SPDX-License-Identifier: Apache-2.0
// editors/vscode/extension.js with the editor's interface played: node vscode_extension.js FOLDER
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const Module = require('module');

const folder = path.resolve(process.argv[2]);
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
const registered = new Map();
const shown = { panels: [], documents: [], errors: [] };
const requests = [];
const clients = [];
let settings = {};
let configurationChanged;
let provider;
let active = 'file:///w/deploy.wf.yaml';
const contexts = {};
const heard = {};
const hear = (event) => (action) => ((heard[event] = action), { dispose() {} });
// As the editor would tell them by the manifest: ours by their name, else YAML.
const languageOf = (uri) => (/(\.(wf|sim)\.ya?ml|\.wflint\.yaml)$/.test(uri) ? 'wflint' : /\.ya?ml$/.test(uri) ? 'yaml' : 'plaintext');
// As far as the patterns of this test need it.
const matches = (pattern, uri) => new RegExp(
  `^file:///${pattern.replace(/[.]/g, '\\.').replace(/\*\*\/|\*/g, (one) => (one === '*' ? '[^/]*' : '(.*/)?'))}$`).test(uri);

const vscode = {
  EventEmitter: class { event() {} fire() {} },
  Uri: { from: (parts) => parts },
  ViewColumn: { Beside: -2 },
  commands: {
    registerCommand: (name, action) => (registered.set(name, action), { dispose() {} }),
    executeCommand: async (name, key, value) => {
      if (name === 'setContext') contexts[key] = value;
    },
  },
  languages: {
    match: (selector, document) => (selector.some((one) => one.language === document.languageId
      && document.uri.toString().startsWith(`${one.scheme}:`)
      && (!one.pattern || matches(one.pattern, document.uri.toString()))) ? 10 : 0),
  },
  window: {
    get activeTextEditor() {
      return active && { document: { uri: { toString: () => active }, languageId: languageOf(active) } };
    },
    onDidChangeActiveTextEditor: hear('editor'),
    createWebviewPanel: (type, title) => {
      const panel = { title, webview: { html: '' } };
      shown.panels.push(panel);
      return panel;
    },
    showErrorMessage: async (text) => void shown.errors.push(text),
    showInputBox: async () => 'WF201',
    showTextDocument: async (document) => void shown.documents.push(document),
  },
  workspace: {
    getConfiguration: (section) => {
      assert.strictEqual(section, 'wflint');
      const properties = manifest.contributes.configuration.properties;
      return { get: (key, other) => {
        // Whatever the code asks for is declared, with the same default.
        assert.ok(properties[`wflint.${key}`], `wflint.${key} is not declared`);
        assert.deepStrictEqual(properties[`wflint.${key}`].default, other);
        return key in settings ? settings[key] : other;
      } };
    },
    onDidOpenTextDocument: hear('document'),
    onDidChangeConfiguration: (action) => ((configurationChanged = action), { dispose() {} }),
    openTextDocument: async (address) => ({ address, text: provider.provideTextDocumentContent(address) }),
    registerTextDocumentContentProvider: (scheme, given) => ((provider = given), { dispose() {} }),
  },
};
const answers = {
  'wflint.simulate': { title: 'success', text: '00:00 Build started\n', isRight: true, scenarios: [] },
  'wflint.graph': { format: 'svg', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  'wflint.verify': { title: '1 of 1', text: 'all hold', steps: [] },
  'wflint.explain': { code: 'WF201', markdown: '# WF201' },
  'wflint.fixAll': { applied: true },
};
const languageClient = {
  RevealOutputChannelOn: { Never: 4 },
  LanguageClient: class {
    constructor(id, name, server, client) {
      Object.assign(this, { id, name, server, client, state: 'new' });
      clients.push(this);
    }
    async start() {
      if (this.server.run.command === 'missing') throw new Error('ENOENT');
      this.state = 'running';
    }
    async stop() { this.state = 'stopped'; }
    async sendRequest(method, params) {
      assert.strictEqual(method, 'workspace/executeCommand');
      requests.push(params);
      return answers[params.command];
    }
  },
};
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name === 'vscode') return vscode;
  if (name === 'vscode-languageclient/node') return languageClient;
  return load.call(this, name, ...rest);
};

(async () => {
  const extension = require(path.join(folder, manifest.main));
  const context = { subscriptions: [] };
  await extension.activate(context);
  assert.deepStrictEqual([...registered.keys()].sort(), manifest.contributes.commands.map((one) => one.command).sort());
  assert.strictEqual(context.subscriptions.length, registered.size + 4);
  assert.deepStrictEqual(clients[0].server.run, { command: 'wflint', args: ['lsp', '--stdio'] });
  assert.ok(clients[0].client.documentSelector.every((one) => one.language === 'wflint'));
  assert.strictEqual(clients[0].state, 'running');

  await registered.get('wflint.file.simulate')();
  await registered.get('wflint.file.verify')();
  await registered.get('wflint.file.fixAll')();
  await registered.get('wflint.rule.explain')();
  await new Promise(setImmediate);
  assert.deepStrictEqual(shown.documents.map((one) => one.text), ['00:00 Build started\n', 'all hold', '# WF201']);
  await registered.get('wflint.file.graph')();
  assert.strictEqual(shown.panels.length, 1);
  assert.match(shown.panels[0].webview.html, /^<!doctype html>.*default-src 'none'.*<svg /s);
  assert.deepStrictEqual(requests.map((one) => one.command), [
    'wflint.simulate', 'wflint.verify', 'wflint.fixAll', 'wflint.explain', 'wflint.graph']);
  assert.ok(requests.filter((one) => one.command !== 'wflint.explain').every((one) => one.arguments[0] === 'file:///w/deploy.wf.yaml'));

  // What the palette offers: our own files, and those that the setting names; no others.
  const offered = () => manifest.contributes.menus.commandPalette.map((entry) => entry.when.split(' || ').some((part) =>
    part in contexts ? contexts[part] : active !== undefined && part === `editorLangId == ${languageOf(active)}`));
  const show = async (uri) => {
    active = uri;
    await heard.editor();
    return offered();
  };
  const all = manifest.contributes.menus.commandPalette.map(() => true);
  const none = all.map(() => false);
  assert.strictEqual(all.length, 4);
  assert.deepStrictEqual(await show('file:///w/deploy.wf.yaml'), all);
  assert.deepStrictEqual(await show('file:///w/vela/app.yaml'), none);
  const count = requests.length;
  await registered.get('wflint.file.graph')();
  assert.strictEqual(requests.length, count);
  assert.match(shown.errors.pop(), /does not serve.*wflint\.files/);
  settings = { files: ['**/vela/*.yaml'] };
  await configurationChanged({ affectsConfiguration: (name) => name === 'wflint.files' });
  assert.strictEqual(contexts['wflint.isServed'], true);
  assert.deepStrictEqual(offered(), all);
  await registered.get('wflint.file.graph')();
  assert.deepStrictEqual(requests[requests.length - 1], { command: 'wflint.graph', arguments: [active, 'svg'] });
  assert.deepStrictEqual(await show('file:///w/vela/deep/app.yaml'), none);
  assert.deepStrictEqual(await show('file:///w/values.yaml'), none);
  assert.deepStrictEqual(await show(undefined), none);
  active = 'file:///w/vela/app.yaml';
  await heard.document();
  assert.deepStrictEqual(offered(), all);
  // They are there before anything of ours is opened.
  assert.ok(manifest.activationEvents.includes('onLanguage:yaml'));
  settings = {};

  // A scenario file has all its scenarios run.
  active = 'file:///w/deploy.sim.yaml';
  await registered.get('wflint.file.simulate')();
  assert.deepStrictEqual(requests[requests.length - 1].arguments, [active, '*']);

  // A lens of the server goes through the middleware, and its answer is shown, too.
  const answer = await clients[0].client.middleware.executeCommand('wflint.simulate', ['file:///w/a.wf.yaml'], async () => 'lens');
  await new Promise(setImmediate);
  assert.strictEqual(answer, 'lens');
  assert.strictEqual(shown.documents[shown.documents.length - 1].text, 'lens');

  // New settings are a new server; one that cannot be started is said.
  settings = { 'server.path': '/somewhere/wflint', 'files': ['**/vela/*.yaml'] };
  await configurationChanged({ affectsConfiguration: (name) => name === 'wflint.server' });
  assert.deepStrictEqual(clients.map((one) => one.state), ['stopped', 'stopped', 'running']);
  assert.strictEqual(clients[2].server.run.command, '/somewhere/wflint');
  assert.ok(clients[2].client.documentSelector.some((one) => one.pattern === '**/vela/*.yaml' && one.language === 'yaml'));
  settings = { 'server.path': 'missing' };
  await registered.get('wflint.server.restart')();
  assert.strictEqual(shown.errors.length, 1);
  assert.match(shown.errors[0], /“missing”.*ENOENT/);
  await registered.get('wflint.file.simulate')();
  assert.match(shown.errors[1], /does not run/);
  await extension.deactivate();

  for (const name of [...manifest.contributes.grammars, ...manifest.contributes.snippets].map((one) => one.path).concat(
    manifest.contributes.languages.map((one) => one.configuration))) {
    JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  }
  const pattern = new RegExp(manifest.contributes.problemMatchers[0].pattern.regexp);
  const match = pattern.exec('a b/deploy.wf.yaml:18:13: error[WF201] no step is called `paln`');
  assert.deepStrictEqual(match.slice(1), ['a b/deploy.wf.yaml', '18', '13', 'error', 'WF201', 'no step is called `paln`']);
  console.log('ok   the extension');
})().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
