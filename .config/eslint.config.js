import { dirname, relative, resolve } from 'node:path';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { refusal } from './rooms.ts';
import svelteConfig from './svelte.config.js';

const root = resolve(import.meta.dirname, '..');

/** Keeps the arrows of rooms.js: an import against them is an error where it is written. */
const roomsRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const specifier = node.source.value;
      const target = relative(root, resolve(dirname(context.filename), specifier.replace(/\?.*$/, '')));
      const why = refusal(relative(root, context.filename), specifier, target.replaceAll('\\', '/'));
      if (why) context.report({ node, message: why });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default ts.config(
  { ignores: ['out/**', 'node_modules/**', 'test/fixtures/**', 'playwright-report/**', 'test-results/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  prettier,
  ...svelte.configs['flat/prettier'],
  {
    plugins: { lectern: { rules: { rooms: roomsRule } } },
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      'lectern/rooms': 'error',
      'no-undef': 'off', // TypeScript knows the globals of each tier better
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['electron/cli/**', 'test/**', '.config/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/e2e/**'], // Playwright reads a fixture's needs from its first parameter, and wants a pattern there
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
);
