namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Scenarios of worlds whose names may name a variant of the machine.
module VariantScenario =

    /// The scenario with the world of a variant of its machine; `source` is an F# expression that finds it by its name.
    val create:
        name: string ->
        source: string ->
        about: string ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// The scenario by the name of its world, as `plain` makes it of a setup, or `varied` of the name, the setup and a variant.
    val named:
        variants: MachineVariant<'world> list ->
        setup: (string -> 'setup option) ->
        plain: ('setup -> 'scenario) ->
        varied: (string -> 'setup -> MachineVariant<'world> -> 'scenario) ->
        name: string ->
            'scenario option

    /// The scenario with what a law says as its properties; `meanings` are those of the law's words in a setup.
    val underLaw:
        named: (string -> Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> option) ->
        setup: (string -> 'setup option) ->
        meanings: ('setup -> LawMeanings<WorldState<'state, 'timer, 'ask, 'store>>) ->
        law: Law ->
        name: string ->
            IScenario voption
