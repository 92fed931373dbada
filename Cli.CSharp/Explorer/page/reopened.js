/** Opens a world and takes steps again, those of the path to the position first, as far as they can happen. */
export async function reopened(api, start, path, others) {
    const opened = await api.open(start);
    const [{ id: root }] = path, positions = new Map([[root, opened.position]]), steps = [...opened.steps];
    for (const old of [...path, ...others]) {
        const before = positions.get(old.parent);
        if (!before || positions.has(old.id)) continue;
        const action = before.actions.find(({ kind, sentence }) => kind === old.kind && sentence === old.sentence);
        if (!action) continue;
        const { step, position } = await api.step(before.id, action.index);
        positions.set(old.id, position);
        steps.push(step);
    }
    return { ...opened, steps, position: positions.get(path.findLast(step => positions.has(step.id)).id) };
}
