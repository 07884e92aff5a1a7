// Pictures of a page, to look at: shots.mjs BROWSER FILE.html FOLDER: light, dark and narrow as PNG, and as it is printed.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { open } from './browser.mjs';

const [command, file, folder] = process.argv.slice(2), browser = await open(command);
try {
    await browser.show(pathToFileURL(resolve(file)).href);
    for (const [name, width, scheme] of [['light', 1280, 'light'], ['dark', 1280, 'dark'], ['narrow', 390, 'light'], ['narrow-dark', 390, 'dark']]) {
        await browser.colours(scheme);
        await browser.size(width, 900);
        await browser.size(width, await browser.evaluate('document.documentElement.scrollHeight'));
        writeFileSync(`${folder}/${name}.png`, await browser.picture(true));
    }
    writeFileSync(`${folder}/print.pdf`, await browser.print());
} finally {
    browser.close();
}
