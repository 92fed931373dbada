import { showBranches } from './branches.js';
import { Connection } from './connection.js';
import { Diagram } from './diagram.js';
import { Exploration } from './exploration.js';
import { offerExports } from './exports.js';
import { Guidance } from './guidance.js';
import { Keyboard } from './keyboard.js';
import { beginLink, copyLink, fragment, showLink, watchLink } from './link.js';
import { watchMenus } from './menus.js';
import { Messages } from './messages.js';
import { Peers } from './peers.js';
import { showProperties, turnsOf } from './properties.js';
import { Rows } from './rows.js';
import { Setup } from './setup.js';
import { bannersOf } from './turns.js';
import { capital, sentence, stepCount } from './wording.js';

const walkLength = 40;
const get = id => document.getElementById(id);

let exploration, setup, compare, lessons, law, cancelSearch, saidTurns, line = [], rows = new Rows(), lostOnLine = new Set(), lossCount = 0;
const guidance = new Guidance();
const messages = new Messages(get('actions-body'), take, hold, () => show());
const peers = new Peers(get('peers'));
const diagram = new Diagram(get('diagram'), 'Steps', number => attempt(exploration.goTo(line[number].id)));

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
    if (!isLonger) [rows, lostOnLine] = [new Rows(get('notices').checked), new Set()];
    for (const step of next.slice(isLonger ? line.length : 0)) {
        rows.append({ ...step, turns: bannersOf(step, position, losses.get(step.id), lostOnLine) });
        for (const property of losses.get(step.id) ?? []) lostOnLine.add(property);
    }
    line = next;
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
    const next = lessons?.isOpen ? lessons.next : guidance.next(position, path, otherPolicies, action => messages.isHeld(action.message));
    get('guidance').hidden = lessons?.isOpen === true;
    if (get('compare').hidden) showGuidance(next);
    // A fate comes late: a button that is about to be pressed stays where it is.
    if (!isFate || messages.hinted !== next.action) messages.show(position, next.action);
    diagram.show(rows, exploration.names, position.depth, !isFate);
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
        repeats: 'The same state came again.', limit: 'The walk took as many steps as it may.',
    };
    notify(`${capital(stepCount(walked.steps.length))}. ${reasons[walked.reason] ?? ''}`);
}

async function openCompare(policy = exploration.otherPolicies[0]) {
    if (!policy) return;
    const shown = await attempt((async () => {
        const comparison = await exploration.api.compare(exploration.position.id, policy);
        // What has been found out of the fate of the position holds here too.
        comparison.left.position = exploration.position;
        const right = await exploration.api.runToQuiet(comparison.right.position.id);
        // Few readers compare at once, so the first load goes without.
        const { Compare, comparedWords } = await import('./compare.js');
        compare ??= new Compare(get('compare'));
        return { comparison, right, words: comparedWords(comparison, right) };
    })());
    if (!shown) return;
    get('explore').hidden = true;
    get('compare').hidden = false;
    compare.offer(exploration.otherPolicies, policy);
    compare.show(exploration.names, shown.comparison, shown.right);
    get('enter-side').onclick = () => {
        const { policy, steps } = shown.comparison.right;
        exploration.enter(policy, [...steps, ...shown.right.steps], shown.right.position);
    };
    get('guidance-words').textContent = shown.words;
    get('guidance-step').hidden = true;
    get('said').textContent = `${get('compare-words').textContent} ${shown.words}`;
    get('close-compare').focus();
    return shown.right.position;
}

function closeCompare() {
    if (get('compare').hidden) return;
    get('compare').hidden = true;
    get('explore').hidden = false;
    guidance.hasCompared = true;
    show();
    get('open-compare').focus();
}

/** Shows the capture that the command line named. Few readers open one, so the first load goes without. */
async function openCapture() {
    const named = await exploration.api.capture();
    const contents = await named?.contents();
    if (!contents) return;
    const [{ CaptureWalk }] = await Promise.all([import('./capture.js'), loadStyle('capture.css')]);
    document.body.classList.add('capturing');
    new CaptureWalk(get('capture'), contents, {
        capture: () => exploration.api.capture(), said: words => { get('said').textContent = words; }, close: () => showCapture(false),
    });
    get('back-to-capture').onclick = () => showCapture(true);
    showCapture(true);
}

function showCapture(isShown) {
    document.body.classList.toggle('capturing', isShown);
    get('capture').hidden = !isShown;
    get('back-to-capture').hidden = isShown;
    diagram.reveal();
}

/** Shows the list of lessons. Few readers take one, so the first load goes without. */
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

function loadStyle(href) {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    return new Promise((resolve, reject) => {
        link.onload = resolve;
        link.onerror = () => reject(new Error(`The page cannot load ${href}.`));
        document.head.append(link);
    });
}

async function copy() {
    if (await copyLink(get('link-dialog'), get('link-text'))) notify('The link to this position is copied.');
}

function otherBranch(by) {
    const { branches } = exploration.tree;
    const at = branches.indexOf(exploration.tree.branchOf(exploration.tree.current));
    const other = branches[(at + by + branches.length) % branches.length];
    return attempt(exploration.goTo(other.tip));
}

const commands = [
    { keys: ['n'], words: 'Go to the button that the line “Next” names; in a lesson, Hint and Go on', run: () => lessons?.isOpen ? lessons.press() : get('guidance-step').click() },
    { keys: ['d'], words: 'Deliver the message of the card in focus, or else the first one', run: () => messages.press('deliver') },
    { keys: ['x'], words: 'Drop it', run: () => messages.press('drop') },
    { keys: ['u'], words: 'Duplicate it', run: () => messages.press('duplicate') },
    { keys: ['h'], words: 'Hold it back, so that timers fire first', run: () => messages.press('hold') },
    { keys: ['t'], words: 'Fire the timer in focus, or else the first one', run: () => messages.press('timer') },
    { keys: ['z', 'Backspace'], words: 'One step back', run: () => attempt(exploration.back()) },
    { keys: ['y'], words: 'One step forward', run: () => attempt(exploration.forward()) },
    { keys: ['[', ']'], words: 'The branch before, the branch after', run: key => otherBranch(key === '[' ? -1 : 1) },
    { keys: ['v'], words: 'Find a violation', run: find },
    { keys: ['r'], words: 'Random walk', run: () => walk(exploration.randomWalk(walkLength)) },
    { keys: ['q'], words: 'Run to quiet', run: () => walk(exploration.runToQuiet()) },
    { keys: ['c'], words: 'Compare policies', run: () => openCompare() },
    { keys: ['l'], words: 'Copy the link', run: copy },
    { keys: ['Escape'], words: 'Close the comparison, cancel the search', isAlways: true, run: () => get('compare').hidden ? get('cancel').click() : closeCompare() },
    { keys: ['?'], words: 'This help', isAlways: true, run: () => get('help').showModal() },
];

const keyboard = new Keyboard(commands, command => exploration && get('capture').hidden && (command.isAlways || get('compare').hidden));
keyboard.showHelp(get('help-body'));

for (const [id, run] of Object.entries({
    'copy-link': copy, find, back: () => attempt(exploration.back()), forward: () => attempt(exploration.forward()),
    walk: () => walk(exploration.randomWalk(walkLength)), quiet: () => walk(exploration.runToQuiet()),
    'open-compare': () => openCompare(), 'close-compare': closeCompare, 'open-help': () => get('help').showModal(),
    'open-lessons': openLessons, 'open-law': openLaw,
    cancel: () => cancelSearch ? cancelSearch() : notify(''),
})) get(id).addEventListener('click', run);
get('compare-policy').addEventListener('change', event => openCompare(event.target.value));
get('notices').addEventListener('change', () => {
    line = [];
    layOut();
    diagram.show(rows, exploration.names, exploration.position.depth);
});
watchMenus();
offerExports(get('exports-body'), get('exports'), kind => attempt(exploration.api.export(exploration.position.id, kind)));

const connection = new Connection(async (api, systems) => {
    setup ??= new Setup(get('setup'), systems, start => attempt(exploration.open(start)), start => attempt(exploration.reopen(start)));
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
