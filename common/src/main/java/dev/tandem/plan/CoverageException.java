package dev.tandem.plan;

/** An epoch did not train on each position exactly once: a bug in Tandem or in the cluster, never to be trained over. */
public final class CoverageException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    CoverageException(Coverage coverage) {
        super(
                "Epoch " + (coverage.epoch() + 1) + " did not train on each of its " + coverage.length()
                        + " batches exactly once: missing " + coverage.missing() + ", trained on twice "
                        + coverage.duplicated()
                        + " (positions of the epoch's order). The run stops; its last commit is intact. Please report this with ledger.jsonl.");
    }
}
