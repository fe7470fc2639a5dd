package dev.tandem.replica;

/** Hears of each local step as it happens, on the training thread: must return at once. */
public interface Progress {

    /** One step is done. */
    void stepDone(int samples, double loss);
}
