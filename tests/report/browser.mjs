// Headless Chromium by its debugging pipe (Chrome DevTools Protocol): a page of a file, what it asks for, and what it says.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function open(command) {
    const profile = mkdtempSync(join(tmpdir(), 'resnetc-report-'));
    const child = spawn(command, ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${profile}`,
        '--hide-scrollbars', 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const [, , , to, from] = child.stdio, waiting = new Map(), heard = [];
    let last = 0, rest = '', session;
    const gone = new Promise((_, reject) => child.on('exit', () => reject(new Error(`${command} has ended`))));
    gone.catch(() => {});
    from.setEncoding('utf8').on('data', (data) => {
        const messages = (rest + data).split('\0');
        rest = messages.pop();
        for (const text of messages) {
            const message = JSON.parse(text), answer = waiting.get(message.id);
            waiting.delete(message.id);
            if (!answer) heard.push(message);
            else if (message.error) answer.reject(new Error(`${answer.method}: ${message.error.message}`));
            else answer.resolve(message.result);
        }
    });
    const send = (method, params = {}) => Promise.race([gone, new Promise((resolve, reject) => {
        waiting.set(++last, { method, resolve, reject });
        to.write(JSON.stringify({ id: last, method, params, sessionId: session }) + '\0');
    })]);
    const { targetInfos } = await send('Target.getTargets');
    const { targetId } = targetInfos.find((target) => target.type === 'page') ?? await send('Target.createTarget', { url: 'about:blank' });
    session = (await send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(`${domain}.enable`);

    const evaluate = async (expression) => {
        const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    };
    return {
        heard,
        evaluate,
        send,
        async show(url) {
            await send('Page.navigate', { url });
            while (await evaluate('document.readyState') !== 'complete') await new Promise((resolve) => { setTimeout(resolve, 20); });
        },
        size: (width, height) => send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 }),
        colours: (value) => send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }),
        async key(key, code, text) {
            for (const type of ['keyDown', 'keyUp'])
                await send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code, ...(type === 'keyDown' && text ? { text } : {}) });
        },
        async picture(full) {
            const { data } = await send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: full });
            return Buffer.from(data, 'base64');
        },
        async print() {
            const { data } = await send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
            return Buffer.from(data, 'base64');
        },
        // The command may be a script: all that it started goes.
        close() {
            process.kill(-child.pid, 'SIGKILL');
            to.destroy();
            from.destroy();
            rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}
