// Calculates every line of standard input with the published bundle and writes an answer per line. Arguments: dotnet.js, tables.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle, tablesFile] = process.argv.slice(2);
const tables = readFileSync(tablesFile, 'utf8');
const { dotnet } = await import(pathToFileURL(bundle).href);
const { getAssemblyExports } = await dotnet.withDiagnosticTracing(false).create();
const { Tongdian } = await getAssemblyExports('Tongdian.Field.Rules.dll');
const answers = readFileSync(0, 'utf8').trimEnd().split('\n').map(input => Tongdian.Field.Rules.Calculation.Calculate(input, tables));
process.stdout.write(answers.join('\n') + '\n', () => process.exit(0));
