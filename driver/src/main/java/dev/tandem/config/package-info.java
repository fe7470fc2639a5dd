/**
 * Job files. Enters: YAML text and overrides; leaves: validated records, or one report of every mistake. Must not start Spark.
 */
@NullMarked
package dev.tandem.config;

import org.jspecify.annotations.NullMarked;
