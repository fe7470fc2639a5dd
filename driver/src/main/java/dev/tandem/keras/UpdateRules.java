package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * What an optimizer does to each layer's update beside its own rule. Batch norms are left out: among their gradients DL4J has the changes
 * of their running statistics.
 *
 * @param clipNorm the greatest norm of each array's gradient; 0 for any
 * @param clipValue the greatest value of a gradient; 0 for any
 * @param weightDecay decoupled, as in AdamW (Loshchilov, Hutter 2017)
 */
record UpdateRules(double clipNorm, double clipValue, double weightDecay) {

    static final UpdateRules NONE = new UpdateRules(0, 0, 0);

    static UpdateRules of(JsonNode options) {
        return new UpdateRules(
                options.path("clipnorm").asDouble(),
                options.path("clipvalue").asDouble(),
                options.path("weight_decay").asDouble());
    }

    /** Gives a layer these rules. */
    void apply(Layer layer) {
        if (layer instanceof BaseWrapperLayer wrapper) {
            apply(wrapper.getUnderlying());
        } else if (layer instanceof BaseLayer base && !(layer instanceof BatchNormalization)) {
            clip(base);
            if (weightDecay > 0) {
                base.setRegularization(decayed(base.getRegularization()));
                base.setRegularizationBias(decayed(base.getRegularizationBias()));
            }
        }
    }

    private void clip(BaseLayer layer) {
        if (clipNorm > 0) {
            layer.setGradientNormalization(GradientNormalization.ClipL2PerParamType);
            layer.setGradientNormalizationThreshold(clipNorm);
        } else if (clipValue > 0) {
            layer.setGradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue);
            layer.setGradientNormalizationThreshold(clipValue);
        }
    }

    private List<Regularization> decayed(List<Regularization> others) {
        List<Regularization> all = new ArrayList<>(others == null ? List.of() : others);
        all.add(new WeightDecay(weightDecay, true));
        return all;
    }

    /** Whether there is any. */
    boolean isAny() {
        return clipNorm > 0 || clipValue > 0 || weightDecay > 0;
    }
}
