namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world under its properties: what is checked, simulated and told.
type Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The system, and the world by its name in it.
        System: string
        Name: string

        /// What the world shows, in a sentence.
        About: string

        /// Whose machine the peers run; none where the system has one machine.
        Policy: PeerPolicies voption
        World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Properties: Properties<WorldState<'state, 'timer, 'ask, 'store>>

        /// What a world state lacks to be good, in the protocol's words, such as "Bob never gets Alice:4".
        Missing: (WorldState<'state, 'timer, 'ask, 'store> -> string voption)

        /// For tests that are written out: the namespace to open, and F# expressions of the world and its properties.
        Source: TestSource
    }

/// A visitor for a scenario whose type arguments are unknown.
type IScenarioVisitor<'result> =

    abstract Visit:
        Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> 'result when 'timer: comparison

/// A subject whose types do not show: so commands handle the worlds of every system alike.
type IScenario =

    abstract Accept: IScenarioVisitor<'result> -> 'result

module Scenario =

    val hide: subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> IScenario when 'b: comparison

    /// The subject as a checker searches it, so that its traces and their tests tell what the checker saw.
    val timeless:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h>
            when 'b: comparison
