package dev.tandem.simulation;

import dev.tandem.averaging.Precision;

/**
 * What one executor sends in one average.
 *
 * @param phases that follow one another
 * @param messages to all peers
 * @param bytes to all peers
 */
record Traffic(int phases, long messages, long bytes) {

    /** Of one average over so many executors, with one replica each. */
    static Traffic of(Workload workload, Precision precision, int executors) {
        int peers = executors - 1;
        long vector = vectorBytes(workload);
        return new Traffic(peers == 0 ? 0 : 2, 2L * peers, 2 * vector * peers / executors);
    }

    /** The whole vector in full precision. */
    static long vectorBytes(Workload workload) {
        return (long) Float.BYTES * ((long) workload.parameters() + workload.updaterState());
    }
}
