// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText

/// A condition on a parameter's value.
package struct DeploymentConstraint: Sendable {
  /// `in_range`, `pattern`, …
  package var name: String
  /// What it compares with.
  package var argument: CELValue

  /// Makes a constraint.
  package init(_ name: String, _ argument: CELValue) {
    self.name = name
    self.argument = argument
  }
}

/// A parameter that a workflow declares.
package struct DeploymentParameter: Sendable {
  /// Its name.
  package var name: String
  /// Its type as written; nil for none.
  package var type: String?
  /// The type of a list's items.
  package var itemType: String?
  /// Whether an execution needs it; its default counts.
  package var isRequired = true
  /// Its value where an execution gives none; unknown where only a manager can tell.
  package var defaultValue: CELValue?
  /// What its value must fulfil.
  package var constraints: [DeploymentConstraint] = []

  /// Makes a parameter.
  package init(name: String) { self.name = name }
}

/// When a workflow may run.
package struct DeploymentAvailability: Hashable, Sendable {
  /// How many node instances are started, one of which must be the case.
  package enum Activity: String, Hashable, Sendable, CaseIterable {
    /// Every instance is started, or there is none.
    case all
    /// Some are, some are not, and not all of the rest are gone.
    case partial
    /// No instance is started.
    case none
  }

  /// Whether it may run at all.
  package var isAvailable = true
  /// Any of these; nil for no such rule. Empty is never fulfilled.
  package var active: [Activity]?
  /// Node types of which the deployment must have one; nil for no such rule.
  package var nodeTypes: [String]?

  /// Always available.
  package init() {}
}

/// A workflow of a deployment.
package struct DeploymentWorkflow: Sendable {
  /// Its name.
  package var name: String
  /// The product's own function that it maps to, `install`; nil for any other.
  package var builtIn: String?
  /// Its parameters.
  package var parameters: [DeploymentParameter] = []
  /// When it may run.
  package var availability = DeploymentAvailability()
  /// Its name in the main file; nil where it stands in another one.
  package var range: TextRange?

  /// Makes a workflow.
  package init(name: String) { self.name = name }
}

/// A schedule on which a deployment runs a workflow.
package struct DeploymentSchedule: Sendable {
  /// A span of the calendar.
  package struct Recurrence: Hashable, Sendable {
    /// The calendar's units.
    package enum Unit: Hashable, Sendable {
      /// A fixed span, milliseconds.
      case span(Milliseconds)
      /// Months; a day that a month lacks is its last one.
      case months
      /// Years; the 29th of February is the 28th in most.
      case years
    }

    /// How many units.
    package var count: Int64
    /// The unit.
    package var unit: Unit

    /// Makes a recurrence.
    package init(count: Int64, unit: Unit) {
      self.count = count
      self.unit = unit
    }
  }

  /// A moment as blueprints write it.
  package enum Moment: Hashable, Sendable {
    /// A clock on a wall, seconds since 1970 there.
    case local(Int64)
    /// The clock on the wall of the day on which the deployment is made, seconds since midnight.
    case clock(Int64)
    /// So long after the deployment was made.
    case after([Recurrence])
  }

  /// Its name.
  package var name: String
  /// The workflow that it runs.
  package var workflow: String
  /// When it begins.
  package var since: Moment
  /// When it ends; a run at exactly this moment still takes place.
  package var until: Moment?
  /// How often.
  package var recurrence: Recurrence?
  /// On these days only: 1 to 7 for Monday to Sunday.
  package var weekdays: [WeekdayRule] = []
  /// How many runs at most.
  package var count: Int64?
  /// How late a run may be, milliseconds; the manager adds a minute.
  package var slip: Milliseconds = 0
  /// The time zone's name; UTC unless said.
  package var timeZone: String?
  /// Whether it is on.
  package var isEnabled = true
  /// The parameters of its runs.
  package var parameters: [(name: String, value: CELValue)] = []
  /// Whether its runs are dry ones.
  package var isDryRun = false
  /// Whether its runs may have parameters that the workflow does not declare.
  package var allowsCustomParameters = false
  /// How long its runs wait for running tasks after a failure, milliseconds.
  package var waitAfterFail: Milliseconds?

  /// A day of the week, or one of a month's.
  package struct WeekdayRule: Hashable, Sendable {
    /// 1 to 7 for Monday to Sunday.
    package var day: Int
    /// Which one of the month, -1 for the last; nil for all.
    package var occurrence: Int?

    /// Makes a rule.
    package init(day: Int, occurrence: Int? = nil) {
      self.day = day
      self.occurrence = occurrence
    }
  }

  /// Makes a schedule.
  package init(name: String, workflow: String, since: Moment) {
    self.name = name
    self.workflow = workflow
    self.since = since
  }
}
