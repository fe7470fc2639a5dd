/**
 * What a run would take on more executors than one has. Enters: a workload measured on one machine and a network's figures.
 * Leaves: predicted times. Must not know Spark, files or job files.
 */
@NullMarked
package dev.tandem.simulation;

import org.jspecify.annotations.NullMarked;
