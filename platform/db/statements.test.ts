import { describe, expect, it } from 'vitest';
import { splitStatements } from './statements.ts';

describe('statements of a migration', () => {
  it.each<[about: string, text: string, statements: string[]]>([
    ['are cut at semicolons', 'select 1; select 2;', ['select 1', 'select 2']],
    ['need no semicolon at the end', 'select 1;\nselect 2', ['select 1', 'select 2']],
    ['are none where nothing stands', ' ;\n; ', []],
    ['are none in comments alone', '-- a;\n/* b; */ ; -- c', []],
    ['lose the comments before them', '-- why: a; b\n-- c\n\nselect 1', ['select 1']],
    ['lose comments in slashes before them', '/* a; */ -- b;\n/* c */select 1', ['select 1']],
    ['keep the comments inside', 'select 1 -- a; b\n, 2', ['select 1 -- a; b\n, 2']],
    [
      'keep nested comments whole',
      'select /* a /* ; */ ; */ 1; select 2',
      ['select /* a /* ; */ ; */ 1', 'select 2'],
    ],
    [
      'keep a semicolon in quotes',
      "select ';' || 'a;b'; select 2",
      ["select ';' || 'a;b'", 'select 2'],
    ],
    ['know a doubled quote', "select 'it''s; so'; select 2", ["select 'it''s; so'", 'select 2']],
    [
      'take a backslash as itself in plain quotes',
      "select '\\'; select 2",
      ["select '\\'", 'select 2'],
    ],
    [
      'know a backslash in escaped quotes',
      "select E'\\';'; select e'a''\\\\'; select 3",
      ["select E'\\';'", "select e'a''\\\\'", 'select 3'],
    ],
    [
      'do not take a name that ends in e for an escape',
      "select type'\\'; select 2",
      ["select type'\\'", 'select 2'],
    ],
    [
      'keep a semicolon in a quoted name',
      'select 1 as "a;""b"; select 2',
      ['select 1 as "a;""b"', 'select 2'],
    ],
    [
      'keep a body in dollars whole',
      "do $$ begin; 'x; end $$; select 2",
      ["do $$ begin; 'x; end $$", 'select 2'],
    ],
    [
      'know tags of any writing',
      'do $Body_1$ a; $$ b; $Body_1$; select 2',
      ['do $Body_1$ a; $$ b; $Body_1$', 'select 2'],
    ],
    ['take a parameter for no tag', 'select $1; select $2', ['select $1', 'select $2']],
    [
      'take dollars within a name for no tag',
      'select a$b$ ; select c$b$',
      ['select a$b$', 'select c$b$'],
    ],
    [
      'keep dashes and slashes in quotes',
      "select '--', '/*'; select 2",
      ["select '--', '/*'", 'select 2'],
    ],
    [
      'keep quotes in comments apart',
      "-- it's\nselect 1; -- it's\nselect 2",
      ['select 1', 'select 2'],
    ],
    [
      'may be left open at the end: the database then says so',
      "select 'a; select 2",
      ["select 'a; select 2"],
    ],
    [
      'bear Chinese and line ends of Windows',
      "select '事项；';\r\nselect 2\r\n",
      ["select '事项；'", 'select 2'],
    ],
  ])('%s', (_about, text, statements) => {
    expect(splitStatements(text)).toEqual(statements);
  });
});
