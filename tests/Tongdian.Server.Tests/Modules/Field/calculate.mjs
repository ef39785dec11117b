// Calculates every line of a file with the published bundle and writes an answer per line. Arguments: dotnet.js, tables, file.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle, tablesFile, inputsFile] = process.argv.slice(2);
const tables = readFileSync(tablesFile, 'utf8');
const { dotnet } = await import(pathToFileURL(bundle).href);
const { getAssemblyExports } = await dotnet.withDiagnosticTracing(false).create();
const { Tongdian } = await getAssemblyExports('Tongdian.Field.Rules.dll');
const answers = readFileSync(inputsFile, 'utf8').trimEnd().split('\n').map(input => Tongdian.Field.Rules.Calculation.Calculate(input, tables));
process.stdout.write(answers.join('\n') + '\n', () => process.exit(0));
