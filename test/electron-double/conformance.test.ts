/** The double may offer less than Electron, never anything else: its names are held against Electron's own types. */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as double from './module.ts';
import { NativeImage } from './native-image.ts';
import { WebContents } from './web-contents.ts';

/** How many parameters something takes. */
type Arity = number;
interface Declared {
  /** Most parameters of any overload; a property that is no method takes any number. */
  readonly members: Map<string, Arity>;
  readonly bases: string[];
}

const types = declarations(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'));

describe('the double of electron', () => {
  it.each(Object.keys(double).filter((name) => name !== 'default'))('exports %s as Electron does', (name) => {
    expect(types.exported.get(name), `electron exports ${name}`).toBeDefined();
  });

  it.each(surfaces())('%s.%s is Electron’s, with no more parameters', (type, name, parameters) => {
    const known = membersOf(type);
    expect([...known.keys()]).toContain(name);
    expect(parameters).toBeLessThanOrEqual(known.get(name) ?? 0);
  });

  it('emits only events that Electron has', () => {
    const files = readdirSync(import.meta.dirname).filter(
      (name) => name.endsWith('.ts') && !/test/.test(name),
    );
    const emitted = files.flatMap((name) =>
      [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/\bemit\(\s*'([\w-]+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(emitted.length).toBeGreaterThan(10);
    expect(emitted.filter((event) => !types.events.has(event))).toEqual([]);
  });
});

/** Every public member of the double: [Electron's type, name, parameters]. */
function surfaces(): [type: string, name: string, parameters: Arity][] {
  const { default: _whole, webContents, session, ...exported } = double;
  const { BrowserWindow, ClipboardItem, Menu, MenuItem, Notification, Tray, ...objects } = exported;
  const found: [string, string, Arity][] = [];
  const add = (type: string, object: object): void => {
    for (const [name, value] of publicMembers(object))
      found.push([type, name, typeof value === 'function' ? value.length : 0]);
  };
  for (const [name, object] of Object.entries(objects)) add(types.exported.get(name) ?? name, object);
  add('Session', session.defaultSession);
  add('WebRequest', session.defaultSession.webRequest);
  add('BrowserWindow', BrowserWindow.prototype);
  add('BrowserWindow', { ...statics(BrowserWindow), id: 0, webContents: null });
  add('WebContents', webContents);
  add('WebContents', WebContents.prototype);
  add('Menu', Menu.prototype);
  add('Menu', { ...statics(Menu), items: [] });
  add('ClipboardItem', ClipboardItem.prototype);
  add('ClipboardItem', new ClipboardItem({ 'text/plain': 'copied' }));
  add('Clipboard', double.clipboard.selection);
  add('CommandLine', double.app.commandLine);
  add('MenuItem', new MenuItem({ label: 'Open' }));
  add('NativeImage', NativeImage.prototype);
  add('Notification', Notification.prototype);
  add('Notification', { ...statics(Notification), title: '', body: '' });
  add('Tray', Tray.prototype);
  return found;
}

const statics = (constructor: object): object =>
  Object.fromEntries(
    Object.getOwnPropertyNames(constructor)
      .filter((name) => !['length', 'name', 'prototype'].includes(name))
      .map((name) => [name, Reflect.get(constructor, name)]),
  );

/** Own members and those of the classes below EventEmitter. */
function publicMembers(object: object): Map<string, unknown> {
  const members = new Map<string, unknown>();
  const ours = new Set(Object.keys(new EventEmitter()));
  for (
    let level: object | null = object;
    level && level !== Object.prototype && level !== EventEmitter.prototype;
    level = Reflect.getPrototypeOf(level)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level)))
      if (name !== 'constructor' && !ours.has(name)) members.set(name, value);
  }
  return members;
}

function membersOf(type: string): Map<string, Arity> {
  const { members, bases } = types.declared.get(type) ?? { members: new Map<string, number>(), bases: [] };
  return new Map([...bases.flatMap((base) => [...membersOf(base)]), ...members]);
}

/** What a declaration file says, by syntax alone: types with their members, what the module exports, event names. */
function declarations(path: string) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const declared = new Map<string, Declared>();
  const exported = new Map<string, string>();
  const events = new Set<string>();
  const lastName = (text: string) => text.replace(/^typeof /, '').replace(/^.*\./, '');

  const addMembers = (node: ts.InterfaceDeclaration | ts.ClassDeclaration, name: string): void => {
    const known: Declared = declared.get(name) ?? { members: new Map(), bases: [] };
    declared.set(name, known);
    for (const clause of node.heritageClauses ?? [])
      known.bases.push(...clause.types.map((type) => lastName(type.expression.getText(source))));
    for (const member of node.members) {
      if (!member.name || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))) continue;
      const isMethod = ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
      const parameters = isMethod ? member.parameters : [];
      const most = isMethod && !parameters.some((one) => one.dotDotDotToken) ? parameters.length : Infinity;
      known.members.set(member.name.text, Math.max(most, known.members.get(member.name.text) ?? 0));
      if (member.name.text === 'on' && parameters[0]?.type && ts.isLiteralTypeNode(parameters[0].type))
        events.add(parameters[0].type.literal.getText(source).slice(1, -1));
    }
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
      const exporting = ts.isClassDeclaration(node) && node.members.length === 0;
      if (exporting) exported.set(node.name.text, node.name.text);
      else addMembers(node, node.name.text);
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.type)
      exported.set(node.name.text, lastName(node.type.getText(source)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { declared, exported, events };
}
