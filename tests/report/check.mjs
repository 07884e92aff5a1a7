// A page of --report in headless Chromium: check.mjs BROWSER FILE.html PART...: each selector finds something that is shown; a click and a
// key sort; nothing is asked for but the file, nothing is complained of; nothing hangs over at 1280 and 390 pixels, in light and dark;
// it prints. A selector behind "-" must find nothing. Exit status 1 with a line for each fault.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { open } from './browser.mjs';

const [command, file, ...parts] = process.argv.slice(2), url = pathToFileURL(resolve(file)).href;
const faults = [], wrong = (text) => faults.push(text);
const browser = await open(command);

async function present() {
    for (const part of parts) {
        const absent = part.startsWith('-'), selector = absent ? part.slice(1) : part;
        const shown = await browser.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((e) => e.getBoundingClientRect().width > 0).length`);
        if (absent ? shown : !shown) wrong(`${selector}: ${absent ? 'is there' : 'is not there'}`);
    }
}

// The texts of a column of the layers, from top to bottom.
const column = (name) => browser.evaluate(`(() => {
    const heads = [...document.querySelectorAll('#layers thead th')], at = heads.findIndex((h) => h.textContent.startsWith('${name}'));
    return [...document.querySelectorAll('#layers tbody tr')].map((row) => row.cells[at].textContent);
})()`);
const head = (name) => `[...document.querySelectorAll('#layers thead th')].find((h) => h.textContent.startsWith('${name}'))`;
const numbers = (texts) => texts.map((text) => (text === '' ? null : Number(text.replace(/,/g, ''))));

function ordered(values, down) {
    const there = values.filter((v) => v !== null), missing = values.length - there.length;
    const last = values.slice(there.length).every((v) => v === null);
    return missing < values.length && last && there.every((v, i) => i === 0 || (down ? there[i - 1] >= v : there[i - 1] <= v));
}

async function sorts() {
    const before = await column('Layer');
    await browser.evaluate(`${head('MACs')}.querySelector('button').click()`);
    if (!ordered(numbers(await column('MACs')), true)) wrong('a click on MACs does not put large numbers first');
    if (await browser.evaluate(`${head('MACs')}.getAttribute('aria-sort')`) !== 'descending') wrong('aria-sort does not tell of it');
    await browser.evaluate(`${head('MACs')}.querySelector('button').focus()`);
    await browser.key('Enter', 13, '\r');
    if (!ordered(numbers(await column('MACs')), false)) wrong('the key Enter on MACs does not put small numbers first');
    await browser.evaluate(`${head('Layer')}.querySelector('button').focus()`);
    await browser.key(' ', 32, ' ');
    const names = await column('Layer');
    if (names.join() !== [...before].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join()) wrong('a space on Layer does not sort names');
    await browser.evaluate(`${head('#')}.querySelector('button').click()`);
    if ((await column('Layer')).join() !== before.join()) wrong('a click on # does not bring the order of the network back');
    if (await browser.evaluate("document.querySelectorAll('#layers th[aria-sort=ascending], #layers th[aria-sort=descending]').length") !== 1)
        wrong('more than one column says that it is sorted by');
}

// The key Tab reaches the heads: there is nothing that only a mouse can do.
async function reached() {
    await browser.evaluate('document.activeElement.blur()');
    for (let i = 0; i < 40; i++) {
        await browser.key('Tab', 9);
        if (await browser.evaluate("document.activeElement.matches('#layers th button')")) return;
    }
    wrong('the key Tab does not reach the heads of the layers');
}

async function fits() {
    for (const scheme of ['light', 'dark']) {
        await browser.colours(scheme);
        for (const width of [1280, 390]) {
            await browser.size(width, 900);
            const over = await browser.evaluate(`(() => {
                const page = document.documentElement, out = [...document.querySelectorAll('main *')].filter((e) => !e.closest('.scroll') &&
                    e.getBoundingClientRect().right > page.clientWidth + 1).map((e) => e.outerHTML.slice(0, 60));
                return page.scrollWidth > page.clientWidth ? ['the page scrolls by ' + (page.scrollWidth - page.clientWidth), ...out] : out;
            })()`);
            over.forEach((what) => wrong(`${width} pixels: ${what}`));
        }
        const [paper, ink] = await browser.evaluate("['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])");
        const light = (colour) => Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number)) > 128;
        if (light(paper) !== (scheme === 'light') || light(ink) === light(paper)) wrong(`${scheme}: ${ink} on ${paper}`);
    }
}

// Every <svg> alone is XML, and draws within its frame but for what the browser measures of text.
async function drawn() {
    const bad = await browser.evaluate(`[...document.querySelectorAll('svg')].map((svg) => new DOMParser().parseFromString(svg.outerHTML, 'image/svg+xml')
        .querySelector('parsererror')?.textContent).filter(Boolean)`);
    bad.forEach((text) => wrong(`SVG: ${text.slice(0, 100)}`));
    const outside = await browser.evaluate(`[...document.querySelectorAll('svg text, svg circle, svg rect')].filter((e) => {
        const box = e.getBoundingClientRect(), frame = e.ownerSVGElement.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
    }).map((e) => e.outerHTML.slice(0, 100))`);
    outside.forEach((what) => wrong(`outside of its drawing: ${what}`));
}

async function quiet() {
    for (const { method, params } of browser.heard) {
        if (method === 'Network.requestWillBeSent' && params.request.url.split('#')[0] !== url && !/^(data|about):/.test(params.request.url))
            wrong(`asks for ${params.request.url}`);
        if (method === 'Runtime.exceptionThrown') wrong(`exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
        if (method === 'Runtime.consoleAPICalled') wrong(`console: ${params.args.map((a) => a.value).join(' ')}`);
        if (method === 'Log.entryAdded') wrong(`console: ${params.entry.text}`);
        if (method === 'Page.javascriptDialogOpening') wrong(`a dialog: ${params.message}`);
    }
}

try {
    await browser.size(1280, 900);
    await browser.show(url);
    await present();
    await sorts();
    await reached();
    await drawn();
    await fits();
    const pdf = await browser.print();
    if (pdf.length < 10000 || pdf.subarray(0, 4).toString() !== '%PDF') wrong('it does not print');
    await quiet();
    if (process.env.PICTURE) writeFileSync(process.env.PICTURE, await browser.picture(true));
} catch (error) {
    wrong(error.stack);
} finally {
    browser.close();
}
faults.forEach((text) => console.log(text));
process.exit(faults.length ? 1 : 0);
