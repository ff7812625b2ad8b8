// The page as a browser gets it: the gateway's files with the client library beside them, in a directory of its own. Its modules are plain JavaScript, so Node runs those that draw nothing.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

export const directory = mkdtempSync(join(tmpdir(), 'actors-page-'));
cpSync(join(repository, 'src/Gateway/wwwroot'), directory, { recursive: true });
cpSync(join(repository, 'clients/js/game-client.js'), join(directory, 'game-client.js'));
cpSync(join(repository, 'clients/js/lib'), join(directory, 'lib'), { recursive: true });
after(() => rmSync(directory, { recursive: true }));

/** Paths of all files that a browser may fetch. */
export const files = readdirSync(directory, { recursive: true }).filter(name => statSync(join(directory, name)).isFile());

writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');

/** A module of the page. */
export const load = path => import(pathToFileURL(join(directory, path)));
