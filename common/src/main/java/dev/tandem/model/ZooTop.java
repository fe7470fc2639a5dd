package dev.tandem.model;

import java.util.Locale;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * What stands between the convolutions of a model of the zoo and its classes.
 *
 * @param kind the model's own top, or global pooling alone
 * @param pooling what becomes of each channel in global pooling
 * @param dropout fraction of the values that the output layer does not see while training; from 0 to below 1
 */
public record ZooTop(Kind kind, Pooling pooling, double dropout) {

    /** As published, without dropout. */
    public static final ZooTop PUBLISHED = new ZooTop(Kind.OWN, Pooling.AVG, 0);

    /** Where the classes come from. */
    public enum Kind {
        /** Dense layers, global pooling or whatever the model was published with. */
        OWN,
        /** Global pooling, then the output layer. */
        POOLED
    }

    /** How global pooling makes one value of a channel. */
    public enum Pooling {
        AVG,
        MAX;

        PoolingType type() {
            return this == AVG ? PoolingType.AVG : PoolingType.MAX;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ZooTop {
        ClassOutput.requireDropout(dropout);
    }

    /** Refuses what a model whose own top has no global pooling cannot do. */
    void requirePooledFor(String model) {
        if (kind == Kind.OWN && pooling != Pooling.AVG) {
            throw new IllegalArgumentException(
                    "Invalid pooling: " + pooling + " (the own top of " + model + " has no global pooling)");
        }
    }

    /** Refuses all but dropout for a model without convolutions. */
    void requireOwn(String model) {
        if (kind != Kind.OWN) {
            throw new IllegalArgumentException("Invalid include_top: false (" + model
                    + " has no convolutions to put another top on: leave it out)");
        }
        requirePooledFor(model);
    }
}
