/**
 * What a person sees. Enters: progress and logs; leaves: lines and bars on a terminal. Must not influence training.
 */
@NullMarked
package dev.tandem.report;

import org.jspecify.annotations.NullMarked;
