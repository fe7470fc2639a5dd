package dev.tandem.train;

import dev.tandem.averaging.Fault;

/** A replica met something that would happen again on any machine: a loss that is not finite, or batches that cannot be trained on. */
public final class TrainingFaultException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    TrainingFaultException(Fault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
