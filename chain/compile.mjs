// Compiles EvidenceAnchor.sol and writes EvidenceAnchor.json: with what, its ABI, the code to deploy and the code that stands on a chain then.
// --check compares instead of writing and ends with code 1 when the file is not what the source gives.
import { readFileSync, writeFileSync } from 'node:fs';
import solc from 'solc';

const here = name => new URL(name, import.meta.url);
// London: what every chain of today runs, FISCO BCOS 3 included. Without a hash of its own words the code stays the same when a comment changes.
const settings = {
    evmVersion: 'london', optimizer: { enabled: true, runs: 200 }, metadata: { bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};
const output = JSON.parse(solc.compile(JSON.stringify({
    language: 'Solidity', sources: { 'EvidenceAnchor.sol': { content: readFileSync(here('EvidenceAnchor.sol'), 'utf8') } }, settings,
})));
for (const message of output.errors ?? [])
    console.error(message.formattedMessage);
if (output.errors?.length)
    process.exit(2);

const { abi, evm } = output.contracts['EvidenceAnchor.sol'].EvidenceAnchor;
const made = JSON.stringify({
    compiler: solc.version(), evmVersion: settings.evmVersion, optimizerRuns: settings.optimizer.runs,
    abi, bytecode: `0x${evm.bytecode.object}`, deployedBytecode: `0x${evm.deployedBytecode.object}`,
}, null, 1) + '\n';
if (!process.argv.includes('--check')) {
    writeFileSync(here('EvidenceAnchor.json'), made);
} else if (readFileSync(here('EvidenceAnchor.json'), 'utf8') !== made) {
    console.error('EvidenceAnchor.json is not what EvidenceAnchor.sol gives: npm ci && node compile.mjs');
    process.exit(1);
}
