import { Connection } from './connection.js';
import { Diagram } from './diagram.js';
import { loadStyle } from './element.js';
import { Exploration } from './exploration.js';
import { Guidance } from './guidance.js';
import { beginLink, fragment, showLink, watchLink } from './link.js';
import { Messages } from './messages.js';
import { Peers } from './peers.js';
import { showProperties, turnsOf } from './properties.js';
import { Rows } from './rows.js';
import { Setup } from './setup.js';
import { bannersOf } from './turns.js';
import { sentence } from './wording.js';

const get = id => document.getElementById(id);

let setup, saidTurns, line = [], rows = new Rows(), lostOnLine = new Set(), lossCount = 0, wasSecret = false;
const guidance = new Guidance(() => show({ isFate: true }));
const messages = new Messages(get('actions-body'), take, () => ask('hold'), () => show({ isSame: true }), () => attempt(page.exploration.reopen({ ...page.exploration.start, users: true })));
const peers = new Peers(get('peers'), lane => attempt(page.exploration.api.details(page.exploration.position.id, lane)));
const diagram = new Diagram(get('diagram'), 'Steps', number => attempt(page.exploration.goTo(line[number].id)), layOutAnew);

/**
 * What the modules share that are loaded when they are asked for: `{ exploration, lessons, law, cancelSearch }`, and what they do to the page. While it
 * `isSecret` how properties stand, because a lesson has asked and the reader has not guessed, nothing on the page tells it.
 */
const page = { attempt, notify, show, closeCompare, ask, diagram, messages, get isSecret() { return page.lessons?.isGuessed === false; } };

let commands;

/** What few readers use is loaded when it is asked for. */
async function ask(name, ...args) {
    if (!page.exploration) return undefined;
    commands ??= import('./commands.js').then(({ Commands }) => new Commands(page));
    return (await commands)[name](...args);
}

/** Tells the reader of a failure; the page stays as it was. */
async function attempt(promise) {
    try {
        return await promise;
    } catch (error) {
        if (connection.isOpen) notify(error.message);
        return undefined;
    }
}

function notify(words, cancel) {
    if (words && !cancel) get('said').textContent += ` ${words}`;
    if (!words && get('progress').hidden) return;
    get('progress').hidden = !words;
    get('progress-words').textContent = words ?? '';
    get('cancel').textContent = cancel ? 'Cancel' : 'Close';
    page.cancelSearch = cancel;
    diagram.reveal();
}

function layOut() {
    const { tree, losses, position } = page.exploration;
    const next = tree.line();
    if (losses.size !== lossCount || page.isSecret !== wasSecret) line = [];
    [lossCount, wasSecret] = [losses.size, page.isSecret];
    const isLonger = line.length > 0 && line.length <= next.length && line.at(-1) === next[line.length - 1] && line[0] === next[0];
    if (!isLonger) [rows, lostOnLine] = [new Rows(get('notices').checked, diagram.bannerRows), new Set()];
    for (const step of next.slice(isLonger ? line.length : 0)) {
        rows.append({ ...step, turns: wasSecret ? [] : bannersOf(step, position, losses.get(step.id), lostOnLine) });
        for (const property of losses.get(step.id) ?? []) lostOnLine.add(property);
    }
    line = next;
}

function layOutAnew() {
    line = [];
    layOut();
    diagram.show(rows, page.exploration.names, page.exploration.position.depth);
}

function begin() {
    const { title, start, note } = page.exploration;
    beginLink();
    guidance.begin(title);
    messages.forgetHeld();
    line = [];
    setup.show(start);
    document.title = `${title} – Protocol explorer`;
    closeCompare();
    page.cancelSearch?.();
    notify(note);
}

function show({ isNew, isFate, isSame } = {}) {
    const { exploration, lessons } = page;
    const { position, path, step, otherPolicies } = exploration;
    if (isNew) begin(); else if (!page.cancelSearch && !isFate && !isSame) notify('');
    layOut();
    // It asks for its size, so it comes before what changes the rest of the page.
    diagram.show(rows, exploration.names, position.depth, !isFate);
    const next = lessons?.isOpen ? lessons.next : guidance.next(position, path, otherPolicies, action => messages.isHeld(action.message));
    get('guidance').hidden = lessons?.isOpen === true;
    if (get('compare').hidden) showGuidance(next);
    // A fate comes late: a button that is about to be pressed stays where it is.
    if (!isFate || messages.hinted !== next.action) messages.show(position, next.action, exploration.hasUsers && !exploration.start.users && !lessons?.isOpen);
    showProperties(get('properties'), position, path, page.isSecret);
    if (!isFate) peers.show(position);
    get('digest').textContent = position.digest;
    if (position.depth || exploration.tree.branches.length > 1 || get('branches').childElementCount) showBranches();
    get('back').disabled = step.parent === null;
    get('forward').disabled = position.depth === line.length - 1;
    get('find').disabled = page.isSecret;
    get('open-compare').disabled = page.isSecret || !otherPolicies.length;
    showLink(position.link);
    const turns = page.isSecret ? '' : turnsOf(position, path).join(' ');
    if (!isFate || turns !== saidTurns) say(position, step, turns);
}

/** One branch needs no list before its first step. */
async function showBranches() {
    const [{ listBranches }] = await Promise.all([import('./branches.js'), loadStyle('steps.css')]);
    listBranches(get('branches'), page.exploration.tree, page.isSecret, id => attempt(page.exploration.goTo(id)));
}

/** Learns of a new position, or of the fate of one. */
function arrive(change) {
    show(change);
    page.lessons?.arrive(change.isFate);
    if (!change.isFate) page.law?.arrive();
}

function say(position, step, turns) {
    const where = position.depth ? `Step ${step.number}` : 'Start';
    saidTurns = turns;
    get('said').textContent = `${where}: ${sentence(step.sentence)} ${turns}`;
}

function showGuidance(next) {
    get('guidance-words').textContent = next.words;
    for (const button of document.querySelectorAll('.bar .hinted')) button.classList.remove('hinted');
    if (next.control) get(next.control).classList.add('hinted');
    const show = get('guidance-step');
    show.hidden = false;
    show.textContent = next.step ? 'Go there' : 'Show me';
    show.onclick = () => next.step ? attempt(page.exploration.goTo(next.step)) : pointAt(next);
}

function pointAt(next) {
    const button = next.control ? get(next.control) : messages.hintedButton;
    button?.scrollIntoView({ block: 'nearest' });
    button?.focus();
}

function take(action) {
    return attempt(page.exploration.take(action));
}

function closeCompare() {
    if (get('compare').hidden) return;
    get('compare').hidden = true;
    get('explore').hidden = false;
    guidance.hasCompared = true;
    show();
    get('open-compare').focus();
}

async function openCapture() {
    const named = await page.exploration.api.capture();
    const contents = await named?.contents();
    if (contents) await ask('capture', contents);
}

/** The keys are loaded with the first press of one, which then counts. */
document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, select, textarea') || event.defaultPrevented) return;
    import('./keys.js').then(({ keyboardOf }) => (page.keyboard ??= keyboardOf(page)).press(event));
});

for (const [id, name] of Object.entries({
    'copy-link': 'copy', find: 'find', walk: 'walk', quiet: 'quiet', 'open-compare': 'compare', 'open-help': 'help', 'open-lessons': 'lessons', 'open-law': 'law',
})) get(id).addEventListener('click', () => ask(name));
get('back').addEventListener('click', () => attempt(page.exploration?.back()));
get('forward').addEventListener('click', () => attempt(page.exploration?.forward()));
get('cancel').addEventListener('click', () => page.cancelSearch ? page.cancelSearch() : notify(''));
get('notices').addEventListener('change', layOutAnew);
get('exports').ontoggle = () => ask('exports');

const connection = new Connection(async (api, systems) => {
    setup ??= new Setup(get('setup'), systems, {
        open: start => attempt(page.exploration.open(start)), reopen: start => attempt(page.exploration.reopen(start)), get exploration() { return page.exploration; }, attempt,
    });
    if (page.exploration?.canReopen) {
        page.exploration.api = api;
        await attempt(page.exploration.reopen(page.exploration.start));
        return;
    }
    page.exploration = new Exploration(api, arrive);
    try {
        await (fragment() ? page.exploration.openLink(fragment()) : page.exploration.first());
        await openCapture();
    } catch (error) {
        if (fragment()) await page.exploration.first();
        notify(error.message);
    }
}, error => notify(error.message));
watchLink(link => attempt(page.exploration.openLink(link)));
