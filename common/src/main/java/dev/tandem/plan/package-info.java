/**
 * Who trains on what. Enters: sizes, epoch and seed; leaves: an {@link dev.tandem.plan.EpochPlan} and the
 * {@link dev.tandem.plan.Ledger} that proves it was followed. Pure functions: must not know data, models, clocks or clusters.
 */
@NullMarked
package dev.tandem.plan;

import org.jspecify.annotations.NullMarked;
