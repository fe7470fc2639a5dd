/**
 * The command line. Enters: arguments; leaves: an exit code and plain words. Must not train by itself: each command is a short page of calls.
 */
@NullMarked
package dev.tandem.cli;

import org.jspecify.annotations.NullMarked;
