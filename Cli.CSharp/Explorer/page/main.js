import { showBranches } from './branches.js';
import { Connection } from './connection.js';
import { Diagram } from './diagram.js';
import { loadStyle } from './element.js';
import { Exploration } from './exploration.js';
import { Guidance } from './guidance.js';
import { Keyboard } from './keyboard.js';
import { beginLink, copyLink, fragment, showLink, watchLink } from './link.js';
import { Messages } from './messages.js';
import { Peers } from './peers.js';
import { showProperties, turnsOf } from './properties.js';
import { Rows } from './rows.js';
import { Setup } from './setup.js';
import { bannersOf } from './turns.js';
import { capital, sentence, stepCount } from './wording.js';

const walkLength = 40;
const get = id => document.getElementById(id);

let exploration, setup, lessons, law, cancelSearch, saidTurns, line = [], rows = new Rows(), lostOnLine = new Set(), lossCount = 0;
const guidance = new Guidance();
const messages = new Messages(get('actions-body'), take, hold, () => show(), () => attempt(exploration.reopen({ ...exploration.start, users: true })));
const peers = new Peers(get('peers'));
const diagram = new Diagram(get('diagram'), 'Steps', number => attempt(exploration.goTo(line[number].id)), layOutAnew);

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
    cancelSearch = cancel;
    diagram.reveal();
}

function layOut() {
    const next = exploration.tree.line();
    const { losses, position } = exploration;
    if (losses.size !== lossCount) line = [];
    lossCount = losses.size;
    const isLonger = line.length > 0 && line.length <= next.length && line.at(-1) === next[line.length - 1] && line[0] === next[0];
    if (!isLonger) [rows, lostOnLine] = [new Rows(get('notices').checked, diagram.bannerRows), new Set()];
    for (const step of next.slice(isLonger ? line.length : 0)) {
        rows.append({ ...step, turns: bannersOf(step, position, losses.get(step.id), lostOnLine) });
        for (const property of losses.get(step.id) ?? []) lostOnLine.add(property);
    }
    line = next;
}

function layOutAnew() {
    line = [];
    layOut();
    diagram.show(rows, exploration.names, exploration.position.depth);
}

function begin() {
    beginLink();
    guidance.begin(exploration.title);
    messages.forgetHeld();
    line = [];
    setup.show(exploration.start);
    document.title = `${exploration.title} – Protocol explorer`;
    closeCompare();
    cancelSearch?.();
    notify(exploration.note);
}

function show({ isNew, isFate } = {}) {
    const { position, path, step, otherPolicies } = exploration;
    if (isNew) begin(); else if (!cancelSearch && !isFate) notify('');
    layOut();
    // It asks for its size, so it comes before what changes the rest of the page.
    diagram.show(rows, exploration.names, position.depth, !isFate);
    const next = lessons?.isOpen ? lessons.next : guidance.next(position, path, otherPolicies, action => messages.isHeld(action.message));
    get('guidance').hidden = lessons?.isOpen === true;
    if (get('compare').hidden) showGuidance(next);
    // A fate comes late: a button that is about to be pressed stays where it is.
    if (!isFate || messages.hinted !== next.action) messages.show(position, next.action, exploration.hasUsers && !exploration.start.users && !lessons?.isOpen);
    showProperties(get('properties'), position, path);
    if (!isFate) peers.show(position);
    get('digest').textContent = position.digest;
    showBranches(get('branches'), exploration.tree, id => attempt(exploration.goTo(id)));
    get('back').disabled = step.parent === null;
    get('forward').disabled = position.depth === line.length - 1;
    get('open-compare').disabled = !otherPolicies.length;
    showLink(position.link);
    if (!isFate || turnsOf(position, step).join(' ') !== saidTurns) say(position, step);
}

/** Learns of a new position, or of the fate of one. */
function arrive(change) {
    show(change);
    lessons?.arrive(change.isFate);
    if (!change.isFate) law?.arrive();
}

function say(position, step) {
    const where = position.depth ? `Step ${position.depth}` : 'Start';
    saidTurns = turnsOf(position, step).join(' ');
    get('said').textContent = `${where}: ${sentence(step.sentence)} ${saidTurns}`;
}

function showGuidance(next) {
    get('guidance-words').textContent = next.words;
    for (const button of document.querySelectorAll('.bar .hinted')) button.classList.remove('hinted');
    if (next.control) get(next.control).classList.add('hinted');
    const show = get('guidance-step');
    show.hidden = false;
    show.textContent = next.step ? 'Go there' : 'Show me';
    show.onclick = () => next.step ? attempt(exploration.goTo(next.step)) : pointAt(next);
}

function pointAt(next) {
    const button = next.control ? get(next.control) : messages.hintedButton;
    button?.scrollIntoView({ block: 'nearest' });
    button?.focus();
}

function take(action) {
    return attempt(exploration.take(action));
}

/** In ordered time a timer fires before a message only if the budget has a delay left. */
async function hold() {
    const { position, start } = exploration;
    if (start.time !== 'ordered' || position.faultsLeft.delays > 0) return;
    await attempt(exploration.reopen({ ...start, faults: { ...start.faults, delays: start.faults.delays + 1 } }));
}

async function find() {
    if (cancelSearch) return;
    const { tree } = exploration;
    const progress = ({ states, depth, seconds }) => tree === exploration.tree && cancelSearch &&
        notify(`Searching: ${states.toLocaleString('en')} states, ${stepCount(depth)} deep, ${seconds.toFixed(1)} s`, cancelSearch);
    notify('Searching for a violation …', () => {});
    const found = await attempt(exploration.find(progress, cancel => { cancelSearch = cancel; }));
    if (found) notify(`${capital(sentence(found.sentence))}${found.outcome === 'violated' ? ' The way there is a branch: step back through it.' : ''}${loopWords(found.loop)}`);
}

const loopWords = loop => loop === null || loop === undefined ? '' : ` From step ${loop} on, the steps repeat for ever.`;

async function walk(promise) {
    const walked = await attempt(promise);
    if (!walked) return;
    const reasons = {
        end: 'Nothing but faults can happen now.', goal: 'The goal holds and nothing is under way.',
        repeats: 'The same state came again.', limit: 'The walk took as many steps, or as long, as it may.',
    };
    notify(`${capital(stepCount(walked.steps.length))}. ${reasons[walked.reason] ?? ''}`);
}

// What few readers use is loaded when it is asked for.

/** Shows both sides; answers where the right one comes to. */
async function openCompare(policy = exploration.otherPolicies[0]) {
    if (!policy) return;
    return attempt((async () => {
        const [{ compareWith }] = await Promise.all([import('./compare.js'), loadStyle('compare.css')]);
        return compareWith(policy, exploration, openCompare, closeCompare);
    })());
}

function closeCompare() {
    if (get('compare').hidden) return;
    get('compare').hidden = true;
    get('explore').hidden = false;
    guidance.hasCompared = true;
    show();
    get('open-compare').focus();
}

/** Shows the capture that the command line named. */
async function openCapture() {
    const named = await exploration.api.capture();
    const contents = await named?.contents();
    if (!contents) return;
    const [{ openCapture }] = await Promise.all([import('./capture.js'), loadStyle('capture.css')]);
    openCapture(contents, { capture: () => exploration.api.capture(), said: words => { get('said').textContent = words; } }, diagram);
}

async function openLessons() {
    const found = lessons ?? await attempt((async () => {
        const [{ Lessons }, all] = await Promise.all([import('./lessons.js'), exploration.api.lessons(), loadStyle('lessons.css')]);
        return new Lessons(get('lesson'), get('lessons'), all, {
            get exploration() { return exploration; }, attempt, compare: openCompare, refresh: () => show({ isFate: true }), openLaw, point: () => get('guidance-step').click(),
        });
    })());
    lessons = found;
    lessons?.choose();
}

async function openLaw() {
    law ??= await attempt((async () => {
        const [{ LawPanel }] = await Promise.all([import('./law.js'), loadStyle('law.css')]);
        return new LawPanel(get('law'), { get exploration() { return exploration; }, attempt });
    })());
    law?.open();
}

async function openHelp() {
    (await import('./help.js')).showHelp(get('help-body'), keyboard);
    get('help').showModal();
}

async function copy() {
    if (await copyLink(get('link-dialog'))) notify('The link to this position is copied.');
}

function otherBranch(by) {
    const { branches } = exploration.tree;
    const at = branches.indexOf(exploration.tree.branchOf(exploration.tree.current));
    const other = branches[(at + by + branches.length) % branches.length];
    return attempt(exploration.goTo(other.tip));
}

/** `help.js` has the words for each. */
const commands = [
    { keys: ['n'], run: () => lessons?.isOpen ? lessons.press() : get('guidance-step').click() },
    { keys: ['d'], run: () => messages.press('deliver') },
    { keys: ['x'], run: () => messages.press('drop') },
    { keys: ['u'], run: () => messages.press('duplicate') },
    { keys: ['h'], run: () => messages.press('hold') },
    { keys: ['t'], run: () => messages.press('timer') },
    { keys: ['z', 'Backspace'], run: () => attempt(exploration.back()) },
    { keys: ['y'], run: () => attempt(exploration.forward()) },
    { keys: ['[', ']'], run: key => otherBranch(key === '[' ? -1 : 1) },
    { keys: ['v'], run: find },
    { keys: ['r'], run: () => walk(exploration.randomWalk(walkLength)) },
    { keys: ['q'], run: () => walk(exploration.runToQuiet()) },
    { keys: ['c'], run: () => openCompare() },
    { keys: ['l'], run: copy },
    { keys: ['Escape'], isAlways: true, run: () => get('compare').hidden ? get('cancel').click() : closeCompare() },
    { keys: ['?'], isAlways: true, run: openHelp },
];

const keyboard = new Keyboard(commands, command => exploration && get('capture').hidden && (command.isAlways || get('compare').hidden));

for (const [id, run] of Object.entries({
    'copy-link': copy, find, back: () => attempt(exploration.back()), forward: () => attempt(exploration.forward()),
    walk: () => walk(exploration.randomWalk(walkLength)), quiet: () => walk(exploration.runToQuiet()),
    'open-compare': () => openCompare(), 'open-help': openHelp,
    'open-lessons': openLessons, 'open-law': openLaw,
    cancel: () => cancelSearch ? cancelSearch() : notify(''),
})) get(id).addEventListener('click', run);
get('notices').addEventListener('change', layOutAnew);
get('exports').ontoggle = async () => {
    const [{ offerExports }] = await Promise.all([import('./exports.js'), loadStyle('menus.css')]);
    offerExports(get('exports-body'), get('exports'), kind => attempt(exploration.api.export(exploration.position.id, kind)));
};

const connection = new Connection(async (api, systems) => {
    setup ??= new Setup(get('setup'), systems, {
        open: start => attempt(exploration.open(start)), reopen: start => attempt(exploration.reopen(start)), get exploration() { return exploration; }, attempt,
    });
    if (exploration?.canReopen) {
        exploration.api = api;
        await attempt(exploration.reopen(exploration.start));
        return;
    }
    exploration = new Exploration(api, arrive);
    try {
        await (fragment() ? exploration.openLink(fragment()) : exploration.first());
        await openCapture();
    } catch (error) {
        if (fragment()) await exploration.first();
        notify(error.message);
    }
}, error => notify(error.message));
watchLink(link => attempt(exploration.openLink(link)));
