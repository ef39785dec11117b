// A mail server on loopback for tests. Lines on standard input say what happens to the next mails: accept, defer (451), refuse (550), reset (taken, and the
// connection broken off instead of an answer), silent; sync is answered after all that was taken before. There is no mailbox that begins with nobody. Every mail that was taken is a line of JSON on standard output; the first line is the port.
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const next = [];
createInterface({ input: process.stdin }).on('line', line => line === 'sync' ? process.stdout.write('"sync"\n') : next.push(line)).on('close', () => process.exit(0));

const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 100,
    onRcptTo(address, session, done) {
        done(address.address.startsWith('nobody') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
        const chunks = [];
        stream.on('data', chunk => chunks.push(chunk));
        stream.on('end', () => {
            const what = next.shift() ?? 'accept';
            if (what === 'defer' || what === 'refuse')
                return done(Object.assign(new Error(what), { responseCode: what === 'defer' ? 451 : 550 }));
            const text = Buffer.concat(chunks).toString('utf8');
            process.stdout.write(JSON.stringify({ to: session.envelope.rcptTo[0].address, id: /^Message-Id: <(.+)>/mi.exec(text)[1], mail: text, at: Date.now() }) + '\n');
            if (what === 'reset')
                for (const connection of server.connections)
                    connection._socket.resetAndDestroy();
            else if (what !== 'silent')
                done();
        });
    },
});
server.on('error', () => { });
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.server.address().port}\n`));
