package dev.tandem.bench;

/**
 * One part of the benchmark: what {@code --only} names. A part measures by handing {@link Measure}s to the {@link Workbench}; what lacks its
 * prerequisites, it skips there by name and reason. Listed in {@link Parts}.
 */
public interface Part {

    /** A word in lower case; names of its rows begin with it or with what they compare to. */
    String name();

    /** What it measures, in a few words for {@code --help} and the table. */
    String title();

    /**
     * Measures.
     *
     * @throws Exception what keeps all of the part from being measured; the other parts run even so
     */
    void run(Workbench bench) throws Exception;
}
