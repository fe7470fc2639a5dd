"""Writes small models in the layouts of Keras 1, 2 and 3 into a folder, with inputs and the outputs that plain numpy computes for them;
and beside it the archive of them. Arguments: the folder, and latest for small HDF5 files."""
import gzip, io, json, math, os, re, shutil, sys, zipfile
import h5py, numpy as np

OUT = sys.argv[1]
rng = np.random.RandomState(7)
f32 = np.float32
LIB = sys.argv[2] if len(sys.argv) > 2 else None

def rand(*s, scale=0.5): return (rng.randn(*s) * scale).astype(f32)

# ---- the layers in numpy, channels last -------------------------------------------------------------------------------------------
def relu(x): return np.maximum(x, 0)
def sigmoid(x): return 1 / (1 + np.exp(-x))
def softmax(x): e = np.exp(x - x.max(-1, keepdims=True)); return e / e.sum(-1, keepdims=True)
ACT = {'linear': lambda x: x, 'relu': relu, 'tanh': np.tanh, 'sigmoid': sigmoid, 'softmax': softmax,
       'hard_sigmoid': lambda x: np.clip(0.2 * x + 0.5, 0, 1), 'elu': lambda x: np.where(x > 0, x, np.exp(x) - 1),
       'selu': lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * (np.exp(x) - 1)),
       'softplus': lambda x: np.log1p(np.exp(x)), 'softsign': lambda x: x / (1 + abs(x)), 'swish': lambda x: x * sigmoid(x),
       'silu': lambda x: x * sigmoid(x), 'relu6': lambda x: np.clip(x, 0, 6), 'leaky_relu': lambda x: np.where(x > 0, x, 0.2 * x),
       'mish': lambda x: x * np.tanh(np.log1p(np.exp(x))), 'hard_silu': lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
       'log_softmax': lambda x: np.log(softmax(x)), 'gelu': lambda x: x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2}

def same_pad(n, k, s, d):
    k = (k - 1) * d + 1
    o = -(-n // s); t = max((o - 1) * s + k - n, 0)
    return t // 2, t - t // 2

def windows(x, k, s, d, padding, value=0.0):
    """x (N,H,W,C) -> (N,OH,OW,KH,KW,C)"""
    if padding == 'same':
        p = [same_pad(x.shape[i + 1], k[i], s[i], d[i]) for i in range(2)]
        x = np.pad(x, [(0, 0), p[0], p[1], (0, 0)], constant_values=value)
    ek = [(k[i] - 1) * d[i] + 1 for i in range(2)]
    oh, ow = (x.shape[1] - ek[0]) // s[0] + 1, (x.shape[2] - ek[1]) // s[1] + 1
    out = np.empty((x.shape[0], oh, ow, k[0], k[1], x.shape[3]), x.dtype)
    for i in range(k[0]):
        for j in range(k[1]):
            out[:, :, :, i, j] = x[:, i * d[0]: i * d[0] + oh * s[0]: s[0], j * d[1]: j * d[1] + ow * s[1]: s[1]][:, :oh, :ow]
    return out

def conv2d(x, w, b, s=(1, 1), d=(1, 1), padding='valid'):
    y = np.tensordot(windows(x, w.shape[:2], s, d, padding), w, ([3, 4, 5], [0, 1, 2]))
    return y + b if b is not None else y

def depthwise(x, w, b, s=(1, 1), d=(1, 1), padding='valid'):
    y = np.einsum('nhwijc,ijcm->nhwcm', windows(x, w.shape[:2], s, d, padding), w)
    y = y.reshape(y.shape[:3] + (-1,))
    return y + b if b is not None else y

def conv2dt(x, w, b, s, padding):
    kh, kw, co, ci = w.shape
    n, h, wd, _ = x.shape
    full = np.zeros((n, (h - 1) * s[0] + kh, (wd - 1) * s[1] + kw, co), f32)
    for i in range(h):
        for j in range(wd):
            full[:, i * s[0]:i * s[0] + kh, j * s[1]:j * s[1] + kw] += np.einsum('nc,ijoc->nijo', x[:, i, j], w)
    if padding == 'same':
        oh, ow = h * s[0], wd * s[1]
        ph, pw = max(kh - s[0], 0) // 2, max(kw - s[1], 0) // 2
        full = np.pad(full, [(0, 0), (0, max(s[0] - kh, 0)), (0, max(s[1] - kw, 0)), (0, 0)])[:, ph:ph + oh, pw:pw + ow]
    else:
        full = np.pad(full, [(0, 0), (0, max(s[0] - kh, 0)), (0, max(s[1] - kw, 0)), (0, 0)])
    return full + b

def conv1d(x, w, b, s=1, d=1, padding='valid'):
    if padding == 'causal':
        x = np.pad(x, [(0, 0), ((w.shape[0] - 1) * d, 0), (0, 0)]); padding = 'valid'
    return conv2d(x[:, :, None], w[:, None], b, (s, 1), (d, 1), padding)[:, :, 0]

def maxpool(x, k, s, padding): return windows(x, k, s, (1, 1), padding, -np.inf).max((3, 4))
def avgpool(x, k, s, padding):
    a = windows(x, k, s, (1, 1), padding).sum((3, 4)); c = windows(np.ones_like(x), k, s, (1, 1), padding).sum((3, 4))
    return a / c

def bn(x, g, b, m, v, eps): return (x - m) / np.sqrt(v + eps) * g + b

def lstm(x, W, U, b, seq, act=np.tanh, rec=sigmoid):
    n = U.shape[0]; h = np.zeros((x.shape[0], n)); c = h; out = []
    for t in range(x.shape[1]):
        z = x[:, t] @ W + h @ U + b
        i, f, g, o = rec(z[:, :n]), rec(z[:, n:2 * n]), act(z[:, 2 * n:3 * n]), rec(z[:, 3 * n:])
        c = f * c + i * g; h = o * act(c); out.append(h)
    return np.stack(out, 1) if seq else h

def rnn(x, W, U, b, seq):
    h = np.zeros((x.shape[0], U.shape[0])); out = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W + h @ U + b); out.append(h)
    return np.stack(out, 1) if seq else h

# ---- files ------------------------------------------------------------------------------------------------------------------------
def snake(n):
    n = re.sub(r'\W+', '', n); n = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', n)
    return re.sub('([a-z])([A-Z])', r'\1_\2', n).lower()

def dl4j(x):
    x = np.asarray(x, f32)
    return x if x.ndim < 3 else np.moveaxis(x, -1, 1)

def k3config(c):
    c = dict(c)
    if 'batch_input_shape' in c: c['batch_shape'] = c.pop('batch_input_shape')
    c['dtype'] = {'module': 'keras', 'class_name': 'DTypePolicy', 'config': {'name': 'float32'}, 'registered_name': None}
    for k in list(c):
        if k.endswith('_initializer'): c[k] = {'module': 'keras.initializers', 'class_name': 'GlorotUniform', 'config': {'seed': None}, 'registered_name': None}
    return c

def ref(n): return [n, 0, 0] if isinstance(n, str) else [n[0], n[2] if len(n) > 2 else 0, n[1]]

class M:
    """A model: layers of (class, config, [(weight name, array)], inputs)."""
    def __init__(self, name, training=None, **k): self.name, self.layers, self.training, self.k = name, [], training, k; self.n = {}
    def add(self, cls, config=None, weights=(), inputs=None):
        i = self.n[cls] = self.n.get(cls, 0) + 1
        config = dict(config or {}); config.setdefault('name', self.k.get('prefix', '') + snake(cls) + (f'_{i}' if i else '')); config.setdefault('trainable', True)
        self.layers.append((cls, config, list(weights), inputs)); return config['name']

    def write(self, ins, outs, functional=None, first=False):
        for v in self.k.get('versions', ['2', '3', 'keras']):
            d = f'{OUT}/{self.name}_{v}'; shutil.rmtree(d, True); os.makedirs(d)
            for i, x in enumerate(ins): np.save(f'{d}/in{i}.npy', np.asarray(x, f32) if first else dl4j(x))
            for i, x in enumerate(outs): np.save(f'{d}/out{i}.npy', np.asarray(x, f32) if first else dl4j(x))
            getattr(self, 'h5' if v != 'keras' else 'zip')(d, v, functional)

    def config(self, v, functional):
        new = v in ('3', 'keras'); layers = []
        for cls, c, w, inp in self.layers:
            if 'model' in c:
                inner = c['model'].config('2' if v == '1' else v, c['functional'])
                if isinstance(inner['config'], dict): inner['config'].update(name=c['name'], trainable=c['trainable'])
                l = {'class_name': inner['class_name'], 'config': inner['config']}
            else: l = {'class_name': cls, 'config': k3config(c) if new else c}
            if new: l.update(module='keras.layers', registered_name=None, build_config={'input_shape': [None, 3]})
            if functional:
                l['name'] = c['name']
                if inp is None: l['inbound_nodes'] = []
                else:
                    l['inbound_nodes'] = []
                    for call in (inp if isinstance(inp[0], list) else [inp]):   # a list of lists: a layer called several times
                        t = [{'class_name': '__keras_tensor__', 'config': {'shape': [None], 'dtype': 'float32', 'keras_history': ref(n)}} for n in call]
                        l['inbound_nodes'].append({'args': [t if len(t) > 1 else t[0]], 'kwargs': {}} if new else [ref(n) + [{}] for n in call])
            layers.append(l)
        if functional:
            i, o = functional
            io_ = [[n, 0, 0] for n in i], [[n, 0, 0] for n in o]
            if new: io_ = [x[0] if len(x) == 1 else x for x in io_]
            return {'class_name': 'Functional' if new else 'Model', 'config': {'name': 'm', 'layers': layers, 'input_layers': io_[0], 'output_layers': io_[1]}}
        if v == '1': return {'class_name': 'Sequential', 'config': layers}
        return {'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': layers}}

    def train(self, v):
        t = self.training or {'loss': 'mse', 'metrics': None}
        if v in ('3', 'keras'):
            oc = {'module': 'keras.optimizers', 'class_name': 'Adam', 'config': {'name': 'adam', 'learning_rate': 0.0010000000474974513, 'weight_decay': None, 'beta_1': 0.9, 'beta_2': 0.999, 'epsilon': 1e-07, 'amsgrad': False}, 'registered_name': None}
            return dict(t, **{'optimizer' if v == 'keras' else 'optimizer_config': oc})
        return dict(t, optimizer_config={'class_name': 'SGD', 'config': {'lr': 0.01, 'momentum': 0.0, 'decay': 0.0, 'nesterov': False}})

    def h5(self, d, v, functional):
        with h5py.File(f'{d}/model.h5', 'w', libver=LIB) as f:
            f.attrs['keras_version'] = {'1': '1.2.2', '2': '2.2.4', '3': '3.4.1'}[v].encode()
            if 'backend' in self.k or v != '1': f.attrs['backend'] = self.k.get('backend', 'tensorflow').encode()
            cfg = json.dumps(self.config(v, functional)); tr = json.dumps(self.train(v))
            f.attrs['model_config'] = cfg.encode() if v != '2' else cfg   # fixed and variable length
            f.attrs['training_config'] = tr.encode()
            g = f.create_group('model_weights'); g.attrs['layer_names'] = [l[1]['name'].encode() for l in self.layers]
            for cls, c, w, _ in self.layers:
                lg = g.create_group(c['name'])
                if 'model' in c:
                    all_ = c['model'].leaves()
                    all_ = [x for x in all_ if 'moving' not in x[0]] + [x for x in all_ if 'moving' in x[0]]
                    half = (len(all_) + 1) // 2   # cut into pieces, as Keras does with long lists
                    lg.attrs['weight_names0'] = [(n + ('' if v == '3' else ':0')).encode() for n, _ in all_[:half]]
                    lg.attrs['weight_names1'] = [(n + ('' if v == '3' else ':0')).encode() for n, _ in all_[half:]]
                    for n, a in all_: lg.create_dataset(n + ('' if v == '3' else ':0'), data=a)
                    continue
                names = [f"{'sequential/' if v == '3' else ''}{c['name']}{'_' if v == '1' else '/'}{n}{'' if v == '3' else ':0'}" for n, _ in w]
                lg.attrs['weight_names'] = [n.encode() for n in names]
                for n, (_, a) in zip(names, w): lg.create_dataset(n, data=a)

    def zip(self, d, v, functional):
        buf = io.BytesIO()
        with h5py.File(buf, 'w', libver=LIB) as f:
            self.groups(f.create_group('layers'))
            f.create_group('optimizer/vars').create_dataset('0', data=np.int64(3))
        cfg = self.config(v, functional); cfg.update(module='keras', registered_name=None, compile_config=self.train(v))
        with zipfile.ZipFile(f'{d}/model.keras', 'w') as z:
            z.writestr('metadata.json', json.dumps({'keras_version': '3.4.1', 'date_saved': '2024-06-01@10:00:00'}))
            z.writestr('config.json', json.dumps(cfg)); z.writestr('model.weights.h5', buf.getvalue())

    def leaves(self):
        return [x for cls, c, w, _ in self.layers
                for x in (c['model'].leaves() if 'model' in c else [(f"{c['name']}/{n}", a) for n, a in w])]

    def groups(self, root):
        used = {}
        for cls, c, w, _ in self.layers:
            n = snake(cls); i = used[n] = used.get(n, -1) + 1
            g = root.create_group(n if i == 0 else f'{n}_{i}'); g.attrs['name'] = c['name']
            if 'model' in c:
                g.create_group('vars'); c['model'].groups(g.create_group('layers')); continue
            if cls == 'TimeDistributed': g.create_group('vars'); g = g.create_group('layer')
            if cls in ('LSTM', 'SimpleRNN', 'GRU'): g.create_group('vars'); g = g.create_group('cell')
            if cls == 'Bidirectional':
                g.create_group('vars'); h = len(w) // 2
                for part, ws in (('forward_layer', w[:h]), ('backward_layer', w[h:])):
                    vs = g.create_group(part + '/cell/vars')
                    for j, (_, a) in enumerate(ws): vs.create_dataset(str(j), data=a)
                continue
            vs = g.create_group('vars')
            for j, (_, a) in enumerate(w): vs.create_dataset(str(j), data=a)

INIT = {'kernel_initializer': {'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_avg', 'distribution': 'uniform', 'seed': None}},
        'bias_initializer': {'class_name': 'Zeros', 'config': {}}, 'kernel_regularizer': None, 'bias_regularizer': None,
        'activity_regularizer': None, 'kernel_constraint': None, 'bias_constraint': None}
CF = dict(INIT, use_bias=True, data_format='channels_last', dilation_rate=[1, 1], strides=[1, 1], activation='linear', padding='valid')
DN = dict(INIT, use_bias=True, activation='linear')
def conv_w(k, i, o): w, b = rand(*k, i, o), rand(o); return w, b, [('kernel', w), ('bias', b)]
def dense_w(i, o): w, b = rand(i, o), rand(o); return w, b, [('kernel', w), ('bias', b)]
def inp(*s): return {'batch_input_shape': [None, *s], 'dtype': 'float32', 'sparse': False, 'ragged': False}

# 1 dense with every activation, Activation and Dropout, softmax at the end
m = M('activations'); x = y = rand(4, 5, scale=1); m.add('InputLayer', inp(5))
for a in ['relu', 'tanh', 'sigmoid', 'elu', 'selu', 'softplus', 'softsign', 'swish']:
    w, b, ws = dense_w(y.shape[1], 6); m.add('Dense', dict(DN, units=6, activation=a), ws); y = ACT[a](y @ w + b)
m.add('Dropout', {'rate': 0.3, 'noise_shape': None, 'seed': None})
w, b, ws = dense_w(6, 3); m.add('Dense', dict(DN, units=3), ws); y = softmax(y @ w + b)
m.training = {'loss': 'categorical_crossentropy', 'metrics': ['accuracy']}
m.add('Activation', {'activation': 'softmax'}); m.write([x], [y])
# later activations
m = M('activations3', versions=['3', 'keras']); x = y = rand(4, 5, scale=1); m.add('InputLayer', inp(5))
for a in ['relu6', 'leaky_relu', 'silu', 'mish']:
    w, b, ws = dense_w(y.shape[1], 6); m.add('Dense', dict(DN, units=6, activation=a), ws); y = ACT[a](y @ w + b)
m.write([x], [y])

# 2 a picture: conv same/valid, strides, dilation, bn, pooling, flatten, dense
def cnn(name, **k):
    m = M(name, {'loss': 'categorical_crossentropy', 'metrics': ['accuracy']}, **k)
    x = rand(3, 9, 8, 3, scale=1)
    w, b, ws = conv_w((3, 2), 3, 4); m.add('Conv2D', dict(CF, filters=4, kernel_size=[3, 2], padding='same', activation='relu', batch_input_shape=[None, 9, 8, 3]), ws)
    y = relu(conv2d(x, w, b, padding='same'))
    g, be, mu, va = rand(4) + 1, rand(4), rand(4), abs(rand(4)) + .5
    m.add('BatchNormalization', {'axis': 3, 'momentum': 0.9, 'epsilon': 0.001, 'center': True, 'scale': True, 'gamma_initializer': {'class_name': 'Ones', 'config': {}}}, [('gamma', g), ('beta', be), ('moving_mean', mu), ('moving_variance', va)])
    y = bn(y, g, be, mu, va, 0.001)
    m.add('MaxPooling2D', {'pool_size': [2, 2], 'strides': [2, 2], 'padding': 'same', 'data_format': 'channels_last'}); y = maxpool(y, (2, 2), (2, 2), 'same')
    w, b, ws = conv_w((2, 2), 4, 5); m.add('Conv2D', dict(CF, filters=5, kernel_size=[2, 2], activation='tanh', dilation_rate=[2, 1]), ws)
    y = np.tanh(conv2d(y, w, b, d=(2, 1)))
    m.add('Flatten', {'data_format': 'channels_last'}); y = y.reshape(3, -1)
    w, b, ws = dense_w(y.shape[1], 3); m.add('Dense', dict(DN, units=3, activation='softmax'), ws); y = softmax(y @ w + b)
    m.write([x], [y])
cnn('cnn')

# 3 strides and same, average pooling same, global pooling, cropping, padding, upsampling
m = M('pooling'); x = rand(2, 11, 10, 2, scale=1); m.add('InputLayer', inp(11, 10, 2))
w, b, ws = conv_w((3, 3), 2, 4); m.add('Conv2D', dict(CF, filters=4, kernel_size=[3, 3], padding='same', strides=[2, 2], use_bias=False), ws[:1]); y = conv2d(x, w, None, (2, 2), padding='same')
m.add('AveragePooling2D', {'pool_size': [3, 3], 'strides': [2, 2], 'padding': 'same', 'data_format': 'channels_last'}); y = avgpool(y, (3, 3), (2, 2), 'same')
m.add('ZeroPadding2D', {'padding': [[1, 2], [0, 3]], 'data_format': 'channels_last'}); y = np.pad(y, [(0, 0), (1, 2), (0, 3), (0, 0)])
m.add('UpSampling2D', {'size': [2, 3], 'data_format': 'channels_last', 'interpolation': 'nearest'}); y = y.repeat(2, 1).repeat(3, 2)
m.add('Cropping2D', {'cropping': [[1, 0], [2, 3]], 'data_format': 'channels_last'}); y = y[:, 1:, 2:-3]
m.add('AveragePooling2D', {'pool_size': [2, 2], 'strides': [1, 2], 'padding': 'valid', 'data_format': 'channels_last'}); y = avgpool(y, (2, 2), (1, 2), 'valid')
m.add('GlobalAveragePooling2D', {'data_format': 'channels_last'}); y = y.mean((1, 2))
w, b, ws = dense_w(4, 2); m.add('Dense', dict(DN, units=2, activation='sigmoid'), ws); y = sigmoid(y @ w + b)
m.training = {'loss': 'binary_crossentropy', 'metrics': []}
m.write([x], [y])

# 4 channels first
for v, backend in (('2', 'tensorflow'), ('3', 'tensorflow'), ('1', None), ('2', 'theano')):
    k = {'versions': [v]}
    if backend: k['backend'] = backend
    m = M('channels_first' + ('' if backend != 'theano' else '_theano'), **k); flip = backend == 'theano' or v == '1'
    x = rand(2, 6, 5, 3, scale=1); w, b, ws = conv_w((3, 2), 3, 4)
    store = w[::-1, ::-1] if flip else w
    if v == '1': m.add('Convolution2D', {'nb_filter': 4, 'nb_row': 3, 'nb_col': 2, 'init': 'glorot_uniform', 'activation': 'relu', 'border_mode': 'valid', 'subsample': [1, 1], 'dim_ordering': 'th', 'W_regularizer': {'l2': 0.1, 'l1': 0.0, 'name': 'WeightRegularizer'}, 'b_regularizer': None, 'bias': True, 'batch_input_shape': [None, 3, 6, 5], 'input_dtype': 'float32'}, [('W', store.transpose(3, 2, 0, 1)), ('b', b)])
    else: m.add('Conv2D', dict(CF, filters=4, kernel_size=[3, 2], activation='relu', data_format='channels_first', batch_input_shape=[None, 3, 6, 5]), [('kernel', store), ('bias', b)])
    y = relu(conv2d(x, w, b))
    g, be, mu, va = rand(4) + 1, rand(4), rand(4), abs(rand(4)) + .5
    m.add('BatchNormalization', {'axis': 1, 'mode': 0, 'momentum': 0.9, 'epsilon': 1e-5}, [('gamma', g), ('beta', be), ('running_mean', mu), ('running_std', va)]); y = bn(y, g, be, mu, va, 1e-5)
    if v == '1': m.add('MaxPooling2D', {'pool_size': [2, 2], 'strides': [2, 2], 'border_mode': 'valid', 'dim_ordering': 'th'})
    else: m.add('MaxPooling2D', {'pool_size': [2, 2], 'strides': [2, 2], 'padding': 'valid', 'data_format': 'channels_first'})
    y = maxpool(y, (2, 2), (2, 2), 'valid')
    m.add('Flatten'); y = np.moveaxis(y, -1, 1).reshape(2, -1)
    w, b, ws = dense_w(y.shape[1], 3)
    if v == '1': m.add('Dense', {'output_dim': 3, 'activation': 'softmax', 'init': 'glorot_uniform', 'bias': True, 'input_dim': None}, [('W', w), ('b', b)])
    else: m.add('Dense', dict(DN, units=3, activation='softmax'), ws)
    y = softmax(y @ w + b); m.training = {'loss': 'categorical_crossentropy'}
    m.write([x], [y])

# 5 depthwise, separable, transposed
m = M('separable'); x = rand(2, 7, 6, 2, scale=1); m.add('InputLayer', inp(7, 6, 2))
w, b = rand(3, 3, 2, 2), rand(4); m.add('DepthwiseConv2D', dict(CF, kernel_size=[3, 3], padding='same', strides=[2, 2], depth_multiplier=2, activation='relu', depthwise_initializer=INIT['kernel_initializer']), [('depthwise_kernel', w), ('bias', b)]); y = relu(depthwise(x, w, b, (2, 2), padding='same'))
dw, pw, b = rand(2, 2, 4, 2), rand(1, 1, 8, 3), rand(3)
m.add('SeparableConv2D', dict(CF, filters=3, kernel_size=[2, 2], depth_multiplier=2, padding='valid', activation='tanh', depthwise_initializer=INIT['kernel_initializer'], pointwise_initializer=INIT['kernel_initializer'], depthwise_regularizer=None, pointwise_regularizer=None, depthwise_constraint=None, pointwise_constraint=None), [('depthwise_kernel', dw), ('pointwise_kernel', pw), ('bias', b)])
y = np.tanh(conv2d(depthwise(y, dw, None), pw, b))
w, b = rand(3, 3, 4, 3), rand(4); m.add('Conv2DTranspose', dict(CF, filters=4, kernel_size=[3, 3], strides=[2, 2], padding='same'), [('kernel', w), ('bias', b)]); y = conv2dt(y, w, b, (2, 2), 'same')
w, b = rand(2, 3, 2, 4), rand(2); m.add('Conv2DTranspose', dict(CF, filters=2, kernel_size=[2, 3], strides=[1, 2], padding='valid'), [('kernel', w), ('bias', b)]); y = conv2dt(y, w, b, (1, 2), 'valid')
m.write([x], [y])

# 6 advanced activations
m = M('advanced'); x = y = rand(3, 4, 4, 3, scale=2); m.add('InputLayer', inp(4, 4, 3))
m.add('LeakyReLU', {'alpha': 0.1}); y = np.where(y > 0, y, 0.1 * y)
al = abs(rand(4, 4, 3)); m.add('PReLU', {'alpha_initializer': {'class_name': 'Zeros', 'config': {}}, 'shared_axes': None}, [('alpha', al)]); y = np.where(y > 0, y, al * y)
al = abs(rand(1, 1, 3)); m.add('PReLU', {'alpha_initializer': {'class_name': 'Zeros', 'config': {}}, 'shared_axes': [1, 2]}, [('alpha', al)]); y = np.where(y > 0, y, al * y)
m.add('ELU', {'alpha': 0.7}); y = np.where(y > 0, y, 0.7 * (np.exp(y) - 1))
m.add('ReLU', {'max_value': 1.5, 'negative_slope': 0.2, 'threshold': 0.0}); y = np.where(y > 1.5, 1.5, np.where(y > 0, y, 0.2 * y))
m.add('Softmax', {'axis': -1}); y = softmax(y)
m.write([x], [y])

# 7 functional: add, concatenate, two inputs, two outputs, subtract, multiply, average, maximum
m = M('functional', {'loss': ['mse', 'binary_crossentropy'], 'metrics': None}); x = rand(2, 6, 6, 2, scale=1); z = rand(2, 3, scale=1)
i = m.add('InputLayer', inp(6, 6, 2)); j = m.add('InputLayer', inp(3))
w, b, ws = conv_w((3, 3), 2, 3); a = m.add('Conv2D', dict(CF, filters=3, kernel_size=[3, 3], padding='same'), ws, [i]); A = conv2d(x, w, b, padding='same')
w, b, ws = conv_w((1, 1), 2, 3); c = m.add('Conv2D', dict(CF, filters=3, kernel_size=[1, 1]), ws, [i]); C = conv2d(x, w, b)
s = m.add('Add', {}, (), [a, c]); S = A + C
n = m.add('Concatenate', {'axis': -1 if True else 3}, (), [s, a, i]); N_ = np.concatenate([S, A, x], -1)
q = m.add('Multiply', {}, (), [a, c]); Q = A * C
r = m.add('Average', {}, (), [q, s]); R = (Q + S) / 2
t = m.add('Maximum', {}, (), [r, a]); T = np.maximum(R, A)
u = m.add('Subtract', {}, (), [t, c]); U = T - C
fl = m.add('Flatten', {'data_format': 'channels_last'}, (), [u]); FL = U.reshape(2, -1)
gp = m.add('GlobalMaxPooling2D', {'data_format': 'channels_last'}, (), [n]); GP = N_.max((1, 2))
cc = m.add('Concatenate', {'axis': 1}, (), [fl, gp, j]); CC = np.concatenate([FL, GP, z], 1)
w, b, ws = dense_w(CC.shape[1], 4); o1 = m.add('Dense', dict(DN, units=4), ws, [cc]); O1 = CC @ w + b
w, b, ws = dense_w(4, 2); o2 = m.add('Dense', dict(DN, units=2, activation='sigmoid'), ws, [o1]); O2 = sigmoid(O1 @ w + b)
m.write([x, z], [O1, O2], ([i, j], [o1, o2]))

# 8 sequences
RN = dict(INIT, use_bias=True, activation='tanh', recurrent_activation='sigmoid', recurrent_initializer={'class_name': 'Orthogonal', 'config': {'gain': 1.0, 'seed': None}}, unit_forget_bias=True, recurrent_regularizer=None, recurrent_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_state=False, go_backwards=False, stateful=False, unroll=False, implementation=2)
def lstm_w(i, n): W, U, b = rand(i, 4 * n), rand(n, 4 * n), rand(4 * n); return W, U, b, [('kernel', W), ('recurrent_kernel', U), ('bias', b)]
m = M('lstm'); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
W, U, b, ws = lstm_w(4, 6); m.add('LSTM', dict(RN, units=6, return_sequences=True), ws); y = lstm(x, W, U, b, True)
w, b, ws = dense_w(6, 5); m.add('Dense', dict(DN, units=5, activation='relu'), ws); y = relu(y @ w + b)
w, b, ws = dense_w(5, 3); m.add('TimeDistributed', {'layer': {'class_name': 'Dense', 'config': dict(DN, units=3, activation='tanh', name='inner')}}, ws); y = np.tanh(y @ w + b)
m.add('Dropout', {'rate': .2})
W, U, b, ws = lstm_w(3, 4); m.add('LSTM', dict(RN, units=4, return_sequences=False, recurrent_activation='hard_sigmoid' if False else 'sigmoid'), ws); y = lstm(y, W, U, b, False)
w, b, ws = dense_w(4, 2); m.add('Dense', dict(DN, units=2), ws); y = y @ w + b
m.k['versions'] = ['2', '3']; m.write([x], [y])
m = M('lstm_hard', versions=['2']); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(None, 4))
W, U, b, ws = lstm_w(4, 6); m.add('LSTM', dict(RN, units=6, return_sequences=True, recurrent_activation='hard_sigmoid'), ws); y = lstm(x, W, U, b, True, rec=ACT['hard_sigmoid'])
w, b, ws = dense_w(6, 2); m.add('Dense', dict(DN, units=2, activation='softmax'), ws); y = softmax(y @ w + b)
m.training = {'loss': 'categorical_crossentropy'}; m.write([x], [y])
m = M('lstm_one', versions=['1']); x = rand(3, 5, 4, scale=1)
W, U, b, ws = lstm_w(4, 6); g = {k: i for i, k in enumerate('ifco')}
ws = [(f'{p}_{k}', a[..., g[k] * 6:g[k] * 6 + 6]) for k in 'icfo' for p, a in (('W', W), ('U', U), ('b', b))]
m.add('LSTM', {'output_dim': 6, 'init': 'glorot_uniform', 'inner_init': 'orthogonal', 'forget_bias_init': 'one', 'activation': 'tanh', 'inner_activation': 'hard_sigmoid', 'W_regularizer': None, 'U_regularizer': None, 'b_regularizer': None, 'dropout_W': 0.0, 'dropout_U': 0.0, 'return_sequences': False, 'go_backwards': False, 'stateful': False, 'unroll': False, 'consume_less': 'cpu', 'input_dim': 4, 'input_length': None, 'batch_input_shape': [None, 5, 4]}, ws); y = lstm(x, W, U, b, False, rec=ACT['hard_sigmoid'])
m.write([x], [y])
for seq in (True, False):
    m = M('bidirectional' + ('_seq' if seq else '')); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
    W, U, b, f = lstm_w(4, 3); W2, U2, b2, g = lstm_w(4, 3)
    m.add('Bidirectional', {'layer': {'class_name': 'LSTM', 'config': dict(RN, name='inner', units=3, return_sequences=seq)}, 'merge_mode': 'concat'}, [('forward_' + n, a) for n, a in f] + [('backward_' + n, a) for n, a in g])
    bw = lstm(x[:, ::-1], W2, U2, b2, seq); y = np.concatenate([lstm(x, W, U, b, seq), bw[:, ::-1] if seq else bw], -1)
    w, b, ws = dense_w(6, 2); m.add('Dense', dict(DN, units=2), ws); y = y @ w + b
    m.write([x], [y])
m = M('embedding'); x = rng.randint(0, 9, (3, 6)).astype(f32); m.add('InputLayer', inp(6))
E = rand(9, 4); m.add('Embedding', {'input_dim': 9, 'output_dim': 4, 'mask_zero': False, 'input_length': 6, 'embeddings_initializer': INIT['kernel_initializer'], 'embeddings_regularizer': None, 'embeddings_constraint': None}, [('embeddings', E)]); y = E[x.astype(int)]
w, b, ws = conv_w((3,), 4, 5); m.add('Conv1D', dict(INIT, filters=5, kernel_size=[3], strides=[1], dilation_rate=[1], padding='causal', activation='relu', use_bias=True, data_format='channels_last'), ws); y = relu(conv1d(y, w, b, padding='causal'))
w, b, ws = conv_w((2,), 5, 4); m.add('Conv1D', dict(INIT, filters=4, kernel_size=[2], strides=[2], dilation_rate=[1], padding='same', activation='linear', use_bias=True, data_format='channels_last'), ws); y = conv1d(y, w, b, 2, padding='same')
g, be, mu, va = rand(4) + 1, rand(4), rand(4), abs(rand(4)) + .5
m.add('BatchNormalization', {'axis': [2], 'momentum': 0.9, 'epsilon': 0.001, 'center': True, 'scale': False}, [('beta', be), ('moving_mean', mu), ('moving_variance', va)]); y = bn(y, 1, be, mu, va, 0.001)
W, U, b = rand(4, 3), rand(3, 3), rand(3); m.add('SimpleRNN', dict(INIT, units=3, activation='tanh', return_sequences=True, use_bias=True), [('kernel', W), ('recurrent_kernel', U), ('bias', b)]); y = rnn(y, W, U, b, True)
m.add('GlobalAveragePooling1D', {'data_format': 'channels_last'}); y = y.mean(1)
w, b, ws = dense_w(3, 1); m.add('Dense', dict(DN, units=1, activation='sigmoid'), ws); y = sigmoid(y @ w + b)
m.training = {'loss': 'binary_crossentropy'}; m.k['versions'] = ['2', '3', 'keras']; m.write([x], [y])
m = M('conv1d'); x = rand(2, 8, 3, scale=1); m.add('InputLayer', inp(8, 3))
m.add('ZeroPadding1D', {'padding': [1, 2]}); y = np.pad(x, [(0, 0), (1, 2), (0, 0)])
w, b, ws = conv_w((3,), 3, 4); m.add('Conv1D', dict(INIT, filters=4, kernel_size=[3], strides=[1], dilation_rate=[2], padding='valid', activation='relu', use_bias=True), ws); y = relu(conv1d(y, w, b, d=2))
w, b, ws = conv_w((2,), 4, 4); m.add('Conv1D', dict(INIT, filters=4, kernel_size=[2], strides=[1], dilation_rate=[2], padding='causal', activation='tanh', use_bias=True), ws); y = np.tanh(conv1d(y, w, b, d=2, padding='causal'))
m.add('MaxPooling1D', {'pool_size': [2], 'strides': [2], 'padding': 'valid', 'data_format': 'channels_last'}); y = maxpool(y[:, :, None], (2, 1), (2, 1), 'valid')[:, :, 0]
m.add('UpSampling1D', {'size': 3}); y = y.repeat(3, 1)
m.add('Cropping1D', {'cropping': [1, 1]}); y = y[:, 1:-1]
m.add('AveragePooling1D', {'pool_size': [2], 'strides': [2], 'padding': 'same', 'data_format': 'channels_last'}); y = avgpool(y[:, :, None], (2, 1), (2, 1), 'same')[:, :, 0]
m.add('Flatten', {'data_format': 'channels_last'}); y = y.reshape(2, -1)
w, b, ws = dense_w(y.shape[1], 2); m.add('Dense', dict(DN, units=2), ws); y = y @ w + b
m.write([x], [y])

# 9 reshape, permute, repeat, rescaling
m = M('shapes'); x = rand(2, 4, 3, 2, scale=1); m.add('InputLayer', inp(4, 3, 2))
m.add('Rescaling', {'scale': 0.5, 'offset': -1.0}); y = x * .5 - 1
m.add('Permute', {'dims': [3, 1, 2]}); y = y.transpose(0, 3, 1, 2)
m.add('Reshape', {'target_shape': [6, -1]}); y = y.reshape(2, 6, 4)
w, b, ws = conv_w((2,), 4, 3); m.add('Conv1D', dict(INIT, filters=3, kernel_size=[2], strides=[1], dilation_rate=[1], padding='valid', activation='linear', use_bias=True), ws); y = conv1d(y, w, b)
m.add('Permute', {'dims': [2, 1]}); y = y.transpose(0, 2, 1)
m.add('Flatten'); y = y.reshape(2, -1)
w, b, ws = dense_w(15, 12); m.add('Dense', dict(DN, units=12), ws); y = y @ w + b
m.add('Reshape', {'target_shape': [2, 3, 2]}); y = y.reshape(2, 2, 3, 2)
w, b, ws = conv_w((2, 2), 2, 3); m.add('Conv2D', dict(CF, filters=3, kernel_size=[2, 2]), ws); y = conv2d(y, w, b)
m.add('Reshape', {'target_shape': [6]}); y = y.reshape(2, 6)
m.add('RepeatVector', {'n': 3}); y = np.repeat(y[:, None], 3, 1)
W, U, b, ws = lstm_w(6, 2); m.add('LSTM', dict(RN, units=2, return_sequences=False), ws); y = lstm(y, W, U, b, False)
m.write([x], [y])
# 10 logits, and 3-D convolutions
m = M('logits', {'loss': {'class_name': 'SparseCategoricalCrossentropy', 'config': {'from_logits': True, 'reduction': 'auto', 'name': 's'}}}); x = rand(4, 5); m.add('InputLayer', inp(5))
w, b, ws = dense_w(5, 3); m.add('Dense', dict(DN, units=3), ws); m.write([x], [x @ w + b])

# 11 softmax over the features of sequences and pictures, in the middle and at the end
C1 = dict(INIT, use_bias=True, data_format='channels_last', dilation_rate=[1], strides=[1], activation='linear', padding='valid')
def conv(m, x, cls, k, n, inputs=None, **o):
    w, b, ws = conv_w(k, x.shape[-1], n); c = dict(C1 if len(k) == 1 else CF, filters=n, kernel_size=list(k)); c.update(o)
    name = m.add(cls, c, ws, inputs); f = conv1d if len(k) == 1 else conv2d; one = len(k) == 1
    y = f(x, w, b, o.get('strides', [1])[0] if one else o.get('strides', [1, 1]), o.get('dilation_rate', [1])[0] if one else o.get('dilation_rate', [1, 1]), o.get('padding', 'valid'))
    y = ACT[c['activation']](y); return (y, name) if inputs else y
def dense(m, x, n, inputs=None, **o):
    w, b, ws = dense_w(x.shape[-1], n); name = m.add('Dense', dict(DN, units=n, **o), ws, inputs)
    y = ACT[o.get('activation', 'linear')](x @ w + b); return (y, name) if inputs else y
XENT = {'loss': 'categorical_crossentropy', 'metrics': None}
for steps in (5, None):
    m = M('tagging' + ('' if steps else '_any_length'), XENT); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(steps, 4))
    W, U, b, ws = lstm_w(4, 6); m.add('LSTM', dict(RN, units=6, return_sequences=True), ws); y = lstm(x, W, U, b, True)
    y = dense(m, y, 4, activation='softmax'); y = dense(m, y, 5); m.add('Softmax', {'axis': -1}); y = softmax(y)
    y = dense(m, y, 4); m.add('Activation', {'activation': 'softmax'}); y = softmax(y)
    w, b, ws = dense_w(4, 3); m.add('TimeDistributed', {'layer': {'class_name': 'Dense', 'config': dict(DN, units=3, activation='softmax', name='inner')}}, ws); y = softmax(y @ w + b)
    m.write([x], [y])
m = M('tagging_conv1d', XENT); x = rand(2, 7, 3, scale=1); m.add('InputLayer', inp(7, 3))
y = conv(m, x, 'Conv1D', (3,), 4, padding='same', activation='softmax'); y = conv(m, y, 'Conv1D', (2,), 4, dilation_rate=[2], activation='softmax')
y = conv(m, y, 'Conv1D', (2,), 3, activation='softmax'); m.write([x], [y])
m = M('segmentation', XENT); x = rand(2, 5, 6, 3, scale=1); m.add('InputLayer', inp(5, 6, 3))
y = conv(m, x, 'Conv2D', (3, 3), 4, padding='same', activation='softmax'); m.add('Activation', {'activation': 'softmax'}); y = softmax(y)
w, b = rand(2, 2, 4, 1), rand(4); m.add('DepthwiseConv2D', dict(CF, kernel_size=[2, 2], padding='same', depth_multiplier=1, activation='softmax', depthwise_initializer=INIT['kernel_initializer']), [('depthwise_kernel', w), ('bias', b)]); y = softmax(depthwise(y, w, b, padding='same'))
w, b = rand(2, 2, 3, 4), rand(3); m.add('Conv2DTranspose', dict(CF, filters=3, kernel_size=[2, 2], strides=[2, 2], padding='same', activation='softmax'), [('kernel', w), ('bias', b)]); y = softmax(conv2dt(y, w, b, (2, 2), 'same'))
y = conv(m, y, 'Conv2D', (1, 1), 4, activation='softmax'); m.write([x], [y])
m = M('segmentation_dense', XENT, versions=['2', 'keras']); x = rand(2, 4, 3, 2, scale=1); m.add('InputLayer', inp(4, 3, 2))
y = dense(m, x, 5, activation='relu'); m.add('PReLU', {'shared_axes': [1]}, [('alpha', (al := abs(rand(1, 3, 5))))]); y = np.where(y > 0, y, al * y)
y = dense(m, y, 3, activation='softmax'); m.write([x], [y])
m = M('segmentation_channels_first', XENT, versions=['2']); x = rand(2, 4, 3, 2, scale=1); m.add('InputLayer', inp(2, 4, 3))
w, b, ws = conv_w((1, 1), 2, 3); m.add('Conv2D', dict(CF, filters=3, kernel_size=[1, 1], data_format='channels_first'), ws); y = conv2d(x, w, b)
m.add('Softmax', {'axis': 1}); y = softmax(y)
w, b, ws = conv_w((1, 1), 3, 3); m.add('Conv2D', dict(CF, filters=3, kernel_size=[1, 1], data_format='channels_first', activation='softmax'), ws); y = conv2d(y, w, b)
y = np.moveaxis(softmax(np.moveaxis(y, -1, 1)), 1, -1); m.add('Activation', {'activation': 'softmax'}); y = np.moveaxis(softmax(np.moveaxis(y, -1, 1)), 1, -1)
m.write([x], [y])
# 12 even kernels with strides, pooling with padding
m = M('even'); x = rand(2, 9, 8, 2, scale=1); m.add('InputLayer', inp(9, 8, 2))
y = conv(m, x, 'Conv2D', (4, 2), 3, padding='same', strides=[2, 3]); w, b = rand(2, 4, 3, 2), rand(6)
m.add('DepthwiseConv2D', dict(CF, kernel_size=[2, 4], padding='same', strides=[2, 2], depth_multiplier=2, depthwise_initializer=INIT['kernel_initializer']), [('depthwise_kernel', w), ('bias', b)]); y = depthwise(y, w, b, (2, 2), padding='same')
w, b = rand(4, 3, 3, 6), rand(3); m.add('Conv2DTranspose', dict(CF, filters=3, kernel_size=[4, 3], strides=[2, 3], padding='same', output_padding=None), [('kernel', w), ('bias', b)]); y = conv2dt(y, w, b, (2, 3), 'same')
w, b = rand(3, 2, 3, 3), rand(3); m.add('Conv2DTranspose', dict(CF, filters=3, kernel_size=[3, 2], strides=[2, 1], padding='valid'), [('kernel', w), ('bias', b)]); y = conv2dt(y, w, b, (2, 1), 'valid')
m.add('MaxPooling2D', {'pool_size': [2, 4], 'strides': None, 'padding': 'same', 'data_format': 'channels_last'}); y = maxpool(y, (2, 4), (2, 4), 'same')
dw, pw, b = rand(2, 2, 3, 2), rand(1, 1, 6, 3), rand(3)
m.add('SeparableConv2D', dict(CF, filters=3, kernel_size=[2, 2], depth_multiplier=2, padding='same', strides=[2, 2], depthwise_initializer=INIT['kernel_initializer'], pointwise_initializer=INIT['kernel_initializer']), [('depthwise_kernel', dw), ('pointwise_kernel', pw), ('bias', b)])
y = conv2d(depthwise(y, dw, None, (2, 2), padding='same'), pw, b); m.add('GlobalAveragePooling2D', {'data_format': 'channels_last', 'keepdims': True}); y = y.mean((1, 2), keepdims=True)
y = conv(m, y, 'Conv2D', (1, 1), 4); m.add('Flatten'); y = y.reshape(2, -1); m.write([x], [y])
m = M('even1d'); x = rand(2, 9, 3, scale=1); m.add('InputLayer', inp(9, 3))
y = conv(m, x, 'Conv1D', (4,), 4, padding='same', strides=[2]);
y = conv(m, y, 'Conv1D', (4,), 4, padding='same'); m.add('MaxPooling1D', {'pool_size': [2], 'strides': [2], 'padding': 'same', 'data_format': 'channels_last'}); y = maxpool(y[:, :, None], (2, 1), (2, 1), 'same')[:, :, 0]
al = abs(rand(1, 4)); m.add('PReLU', {'shared_axes': [1]}, [('alpha', al)]); y = np.where(y > 0, y, al * y)
al = abs(rand(3, 4)); m.add('PReLU', {'shared_axes': None}, [('alpha', al)]); y = np.where(y > 0, y, al * y)
m.add('AveragePooling1D', {'pool_size': [2], 'strides': [1], 'padding': 'valid', 'data_format': 'channels_last'}); y = (y[:, 1:] + y[:, :-1]) / 2
m.add('ThresholdedReLU', {'theta': 0.3}); y = np.where(y > .3, y, 0)
m.add('ReLU', {'max_value': None, 'negative_slope': 0.1, 'threshold': 0.5}); y = np.where(y >= .5, y, .1 * (y - .5))
m.add('GlobalMaxPooling1D', {'data_format': 'channels_last'}); y = y.max(1); m.k['versions'] = ['2', 'keras']; m.write([x], [y])
m = M('causal_strides', versions=['2']); x = rand(2, 9, 3, scale=1); m.add('InputLayer', inp(9, 3))
w, b, ws = conv_w((3,), 3, 4); m.add('Conv1D', dict(C1, filters=4, kernel_size=[3], padding='causal', strides=[2]), ws); y = conv2d(np.pad(x, [(0, 0), (2, 0), (0, 0)])[:, :, None], w[:, None], b, (2, 1))[:, :, 0]
m.write([x], [y])
m = M('relu_thresholds', versions=['2']); x = y = rand(4, 6, scale=2); m.add('InputLayer', inp(6))
m.add('ReLU', {'max_value': 1.5, 'negative_slope': 0.1, 'threshold': 0.5}); y = np.where(y >= 1.5, 1.5, np.where(y >= .5, y, .1 * (y - .5)))
y = dense(m, y, 4); m.add('ReLU', {'max_value': 6.0, 'negative_slope': 0.0, 'threshold': 0.0}); y = np.clip(y, 0, 6)
y = dense(m, y, 3); m.write([x], [y])
m = M('activation_objects', versions=['3', 'keras']); x = y = rand(4, 6, scale=2); m.add('InputLayer', inp(6))
def act(cls, **c): return {'module': 'keras.layers', 'class_name': cls, 'config': dict(c, name=snake(cls)), 'registered_name': None}
for a, f in ((act('LeakyReLU', negative_slope=0.3), lambda v: np.where(v > 0, v, .3 * v)), (act('ReLU', max_value=1.0, negative_slope=0.1, threshold=0.0), lambda v: np.where(v > 1, 1, np.where(v > 0, v, .1 * v))),
             (act('ELU', alpha=0.5), lambda v: np.where(v > 0, v, .5 * (np.exp(v) - 1))), (act('Softmax', axis=-1), softmax)):
    w, b, ws = dense_w(y.shape[1], 4); m.add('Dense', dict(DN, units=4, activation=a), ws); y = f(y @ w + b)
m.write([x], [y])
# 13 recurrent options
m = M('backwards'); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
W, U, b, ws = lstm_w(4, 6); m.add('LSTM', dict(RN, units=6, return_sequences=True, go_backwards=True), ws); y = lstm(x[:, ::-1], W, U, b, True)
W, U, b, ws = lstm_w(6, 5); m.add('LSTM', dict(RN, units=5, return_sequences=True, use_bias=False, activation='relu'), ws[:2]); y = lstm(y, W, U, 0, True, act=relu)
W, U, b, ws = lstm_w(5, 3); m.add('LSTM', dict(RN, units=3, go_backwards=True), ws); y = lstm(y[:, ::-1], W, U, b, False); m.write([x], [y])
for mode, f in (('sum', np.add), ('mul', np.multiply), ('ave', lambda a, b: (a + b) / 2)):
    m = M('bidirectional_' + mode, versions=['2', 'keras']); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
    W, U, b = rand(4, 3), rand(3, 3), rand(3); W2, U2, b2 = rand(4, 3), rand(3, 3), rand(3); seq = mode != 'mul'
    k = [('kernel', W), ('recurrent_kernel', U), ('bias', b)]; k2 = [('kernel', W2), ('recurrent_kernel', U2), ('bias', b2)]; R1 = dict(INIT, units=3, activation='tanh', use_bias=True, return_sequences=seq)
    m.add('Bidirectional', {'layer': {'class_name': 'SimpleRNN', 'config': dict(R1, name='inner', go_backwards=False)}, 'backward_layer': {'class_name': 'SimpleRNN', 'config': dict(R1, name='back', go_backwards=True)}, 'merge_mode': mode}, [('forward_' + n, a) for n, a in k] + [('backward_' + n, a) for n, a in k2])
    bw = rnn(x[:, ::-1], W2, U2, b2, seq); y = f(rnn(x, W, U, b, seq), bw[:, ::-1] if seq else bw); m.write([x], [y])
K1R = {'init': 'glorot_uniform', 'inner_init': 'orthogonal', 'forget_bias_init': 'one', 'activation': 'tanh', 'inner_activation': 'sigmoid', 'W_regularizer': None, 'U_regularizer': None, 'b_regularizer': None, 'dropout_W': 0.0, 'dropout_U': 0.0, 'return_sequences': True, 'go_backwards': False, 'stateful': False, 'unroll': False, 'consume_less': 'cpu', 'input_dim': 4, 'input_length': None}
m = M('wrappers_one', versions=['1']); x = rand(3, 5, 4, scale=1); ws = []; parts = []
for p in ('forward', 'backward'):
    W, U, b, _ = lstm_w(4, 6); parts.append((W, U, b)); ws += [(f'{p}_lstm_1_{n}_{k}', a[..., 'ifco'.index(k) * 6:'ifco'.index(k) * 6 + 6]) for k in 'icfo' for n, a in (('W', W), ('U', U), ('b', b))]
m.add('Bidirectional', {'layer': {'class_name': 'LSTM', 'config': dict(K1R, output_dim=6, name='lstm_1')}, 'merge_mode': 'concat', 'batch_input_shape': [None, 5, 4]}, ws)
y = np.concatenate([lstm(x, *parts[0], True), lstm(x[:, ::-1], *parts[1], True)[:, ::-1]], -1)
w, b, ws = dense_w(12, 3); m.add('TimeDistributed', {'layer': {'class_name': 'Dense', 'config': {'output_dim': 3, 'activation': 'softmax', 'init': 'glorot_uniform', 'bias': True, 'input_dim': None, 'name': 'dense_1'}}}, [('W', w), ('b', b)]); y = softmax(y @ w + b)
m.training = XENT; m.write([x], [y])
# 14 Keras 1, a merge, on TensorFlow
m = M('merge_one', versions=['1'], backend='tensorflow'); x = rand(2, 6, 5, 2, scale=1)
K1 = {'init': 'glorot_uniform', 'activation': 'relu', 'border_mode': 'same', 'subsample': [2, 1], 'dim_ordering': 'tf', 'W_regularizer': None, 'b_regularizer': None, 'bias': True}
i = m.add('InputLayer', {'batch_input_shape': [None, 6, 5, 2], 'input_dtype': 'float32', 'sparse': False})
w, b, _ = conv_w((3, 2), 2, 3); a = m.add('Convolution2D', dict(K1, nb_filter=3, nb_row=3, nb_col=2), [('W', w), ('b', b)], [i]); A = relu(conv2d(x, w, b, (2, 1), padding='same'))
w, b, _ = conv_w((2, 2), 2, 3); c = m.add('Convolution2D', dict(K1, nb_filter=3, nb_row=2, nb_col=2, activation='linear'), [('W', w), ('b', b)], [i]); C = conv2d(x, w, b, (2, 1), padding='same')
s = m.add('Merge', {'mode': 'sum', 'concat_axis': -1, 'dot_axes': -1, 'mode_type': 'raw'}, (), [a, c]); d = m.add('Merge', {'mode': 'concat', 'concat_axis': 3, 'mode_type': 'raw'}, (), [s, a])
p = m.add('AveragePooling2D', {'pool_size': [2, 2], 'strides': None, 'border_mode': 'valid', 'dim_ordering': 'tf'}, (), [d]); y = avgpool(np.concatenate([A + C, A], -1), (2, 2), (2, 2), 'valid')
q = m.add('GlobalAveragePooling2D', {'dim_ordering': 'tf'}, (), [p]); y = y.mean((1, 2)); w, b, _ = dense_w(6, 2); o = m.add('Dense', {'output_dim': 2, 'activation': 'linear', 'init': 'glorot_uniform', 'bias': True, 'input_dim': None}, [('W', w), ('b', b)], [q])
m.write([x], [y @ w + b], ([i], [o]))
# 15 models as layers: a functional base in a Sequential model, a Sequential one in a functional model, with two outputs
def base(x, name):
    m = M(name, prefix='base_'); i = m.add('InputLayer', dict(inp(*x.shape[1:]), name='input_1')); y, a = conv(m, x, 'Conv2D', (2, 2), 4, [i], activation='relu')
    g, be, mu, va = rand(4) + 1, rand(4), rand(4), abs(rand(4)) + .5
    n = m.add('BatchNormalization', {'axis': 3, 'momentum': 0.9, 'epsilon': 0.001, 'center': True, 'scale': True}, [('gamma', g), ('beta', be), ('moving_mean', mu), ('moving_variance', va)], [a]); z = bn(y, g, be, mu, va, 0.001)
    z, c = conv(m, z, 'Conv2D', (1, 1), 4, [n]); s = m.add('Add', {}, (), [c, a]); return m, z + y, ([i], [s])
def head(x, n):
    m = M('head', prefix='head_'); m.add('InputLayer', inp(*x.shape[1:])); m.add('GlobalMaxPooling2D', {'data_format': 'channels_last'}); y = x.max((1, 2))
    y = dense(m, y, 4, activation='relu'); return m, dense(m, y, n, activation='softmax'), None
m = M('transfer', XENT); x = rand(2, 5, 4, 3, scale=1); inner, y, io_ = base(x, 'base'); m.add('Functional', {'name': 'base', 'model': inner, 'functional': io_})
y = conv(m, y, 'Conv2D', (2, 2), 3); inner, y, _ = head(y, 3); m.add('Sequential', {'name': 'head', 'model': inner, 'functional': None}); m.write([x], [y])
m = M('nested'); x = rand(2, 5, 4, 3, scale=1); i = m.add('InputLayer', dict(inp(5, 4, 3), name='input_1'))
outer = M('outer', prefix='outer_'); oi = outer.add('InputLayer', dict(inp(5, 4, 3), name='input_1')); inner, y, io_ = base(x, 'base'); ob = outer.add('Functional', {'name': 'base', 'model': inner, 'functional': io_}, (), [oi])
y1, o1 = conv(outer, y, 'Conv2D', (1, 1), 2, [ob]); y2, o2 = conv(outer, y, 'Conv2D', (1, 1), 3, [ob])
n = m.add('Functional', {'name': 'outer', 'model': outer, 'functional': ([oi], [o1, o2])}, (), [i])
c = m.add('Concatenate', {'axis': -1}, (), [(n, 1), (n, 0)]); y = np.concatenate([y2, y1], -1); inner, y, _ = head(y, 3); h = m.add('Sequential', {'name': 'head', 'model': inner, 'functional': None}, (), [c])
t, d = dense(m, y, 2, [h]); m.write([x], [y, t], ([i], [h, d]))
m = M('frozen', XENT, versions=['2', 'keras']); x = rand(2, 5, 4, 3, scale=1); inner, y, io_ = base(x, 'base'); m.add('Functional', {'name': 'base', 'model': inner, 'functional': io_, 'trainable': False})
inner, y, _ = head(y, 3); m.add('Sequential', {'name': 'head', 'model': inner, 'functional': None}); m.write([x], [y])
m = M('squeeze', versions=['2']); x = rand(2, 5, 4, 3, scale=1); i = m.add('InputLayer', inp(5, 4, 3)); y, a = conv(m, x, 'Conv2D', (2, 2), 4, [i])
r = m.add('RandomFlip', {'mode': 'horizontal'}, (), [a]); p = m.add('GlobalAveragePooling2D', {'data_format': 'channels_last', 'keepdims': True}, (), [r]); z, c = conv(m, y.mean((1, 2), keepdims=True), 'Conv2D', (1, 1), 4, [p], activation='sigmoid')
q = m.add('Multiply', {}, (), [c, r]); f = m.add('Flatten', {}, (), [q]); y, d = dense(m, (y * z).reshape(2, -1), 2, [f]); m.write([x], [y], ([i], [d]))
# 16 volumes, and layers of Keras 1 whose sizes are numbers
m = M('volumes', versions=['2']); x = rand(2, 4, 5, 6, 2); m.add('InputLayer', inp(4, 5, 6, 2))
m.add('ZeroPadding3D', {'padding': [[1, 0], [0, 2], [1, 3]], 'data_format': 'channels_last'}); y = np.pad(x, [(0, 0), (1, 0), (0, 2), (1, 3), (0, 0)])
m.add('UpSampling3D', {'size': [2, 1, 3], 'data_format': 'channels_last'}); y = y.repeat(2, 1).repeat(3, 3)
m.add('Cropping3D', {'cropping': [[1, 0], [0, 1], [2, 1]], 'data_format': 'channels_last'}); y = y[:, 1:, :-1, 2:-1]
g, be, mu, va = rand(2) + 1, rand(2), rand(2), abs(rand(2)) + .5
m.add('BatchNormalization', {'axis': 4, 'momentum': .9, 'epsilon': 1e-3, 'center': True, 'scale': True}, [('gamma', g), ('beta', be), ('moving_mean', mu), ('moving_variance', va)]); y = bn(y, g, be, mu, va, 1e-3)
w, b = rand(2, 1, 2, 2, 3), rand(3); m.add('Conv3D', dict(INIT, filters=3, kernel_size=[2, 1, 2], strides=[1, 1, 1], dilation_rate=[1, 1, 1], padding='valid', use_bias=True, activation='softmax', data_format='channels_last'), [('kernel', w), ('bias', b)])
y = softmax(sum(y[:, i:y.shape[1] - 1 + i, :, j:y.shape[3] - 1 + j] @ w[i, 0, j] for i in (0, 1) for j in (0, 1)) + b)
m.add('GlobalAveragePooling3D', {'data_format': 'channels_last'}); y = dense(m, y.mean((1, 2, 3)), 2); m.write([x], [y])
m = M('sizes_one', versions=['1'], backend='tensorflow'); x = rand(2, 7, 3); w, b, _ = conv_w((3,), 3, 3); y = relu(conv1d(x, w, b, 2, padding='same'))
m.add('Convolution1D', {'nb_filter': 3, 'filter_length': 3, 'init': 'glorot_uniform', 'activation': 'relu', 'border_mode': 'same', 'subsample_length': 2, 'W_regularizer': None, 'bias': True, 'input_dim': 3, 'input_length': 7, 'batch_input_shape': [None, 7, 3]}, [('W', w[:, None]), ('b', b)])
m.add('MaxPooling1D', {'pool_length': 2, 'stride': None, 'border_mode': 'valid'}); m.add('ZeroPadding1D', {'padding': 1}); m.add('UpSampling1D', {'length': 2}); y = np.pad(maxpool(y[:, :, None], (2, 1), (2, 1), 'valid')[:, :, 0], [(0, 0), (1, 1), (0, 0)]).repeat(2, 1)
m.add('AveragePooling1D', {'pool_length': 2, 'stride': 1, 'border_mode': 'valid'}); y = (y[:, 1:] + y[:, :-1]) / 2; U = [rand(3, 4), rand(4, 4), rand(4)]
m.add('SimpleRNN', dict(K1R, output_dim=4), [('W', U[0]), ('U', U[1]), ('b', U[2])]); y = rnn(y, *U, True); w, b, _ = dense_w(4, 8)
m.add('TimeDistributedDense', {'output_dim': 8, 'activation': 'relu', 'init': 'glorot_uniform', 'bias': True, 'input_dim': 4, 'input_length': None}, [('W', w), ('b', b)]); y = relu(y @ w + b); n = y.shape[1]
m.add('Reshape', {'target_shape': [n, 4, 2]}); y = y.reshape(2, n, 4, 2); m.add('ZeroPadding2D', {'padding': [1, 0, 2, 1], 'dim_ordering': 'tf'}); y = np.pad(y, [(0, 0), (1, 0), (2, 1), (0, 0)]); w, b, _ = conv_w((2, 2), 2, 3)
m.add('AtrousConvolution2D', {'nb_filter': 3, 'nb_row': 2, 'nb_col': 2, 'atrous_rate': [2, 2], 'init': 'glorot_uniform', 'activation': 'linear', 'border_mode': 'valid', 'subsample': [1, 1], 'dim_ordering': 'tf', 'W_regularizer': None, 'bias': True}, [('W', w), ('b', b)]); y = conv2d(y, w, b, d=(2, 2))
m.add('GlobalMaxPooling2D', {'dim_ordering': 'tf'}); m.write([x], [y.max((1, 2))])

# 17 layers that DL4J lacks
def gru(x, W, U, b, seq, after, mask=None):
    n = U.shape[0]; h = np.zeros((x.shape[0], n)); out = []; b0, b1 = b if after else (b, np.zeros(3 * n))
    for t in range(x.shape[1]):
        p = x[:, t] @ W + b0; r_ = h @ U + b1; z, r = sigmoid(p[:, :n] + r_[:, :n]), sigmoid(p[:, n:2 * n] + r_[:, n:2 * n])
        c = np.tanh(p[:, 2 * n:] + (r * r_[:, 2 * n:] if after else (r * h) @ U[:, 2 * n:])); y = z * h + (1 - z) * c
        h = y if mask is None else np.where(mask[:, t:t + 1], y, h); out.append(h)
    return np.stack(out, 1) if seq else h
def masked_lstm(x, W, U, b, seq, mask):
    n = U.shape[0]; h = c = np.zeros((x.shape[0], n)); out = []
    for t in range(x.shape[1]):
        z = x[:, t] @ W + h @ U + b; k = sigmoid(z[:, n:2 * n]) * c + sigmoid(z[:, :n]) * np.tanh(z[:, 2 * n:3 * n]); m = mask[:, t:t + 1]
        h = np.where(m, sigmoid(z[:, 3 * n:]) * np.tanh(k), h); c = np.where(m, k, c); out.append(h)
    return np.stack(out, 1) if seq else h
def gru_w(i, u, after): W, U, b = rand(i, 3 * u), rand(u, 3 * u), rand(2, 3 * u) if after else rand(3 * u); return W, U, b, [('kernel', W), ('recurrent_kernel', U), ('bias', b)]
GR = dict(INIT, activation='tanh', recurrent_activation='sigmoid', use_bias=True, return_sequences=False, go_backwards=False, stateful=False)
for name, after in (('gru', False), ('gru_reset_after', True)):
    m = M(name); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
    W, U, b, ws = gru_w(4, 6, after); m.add('GRU', dict(GR, units=6, return_sequences=True, reset_after=after), ws); y = gru(x, W, U, b, True, after)
    W, U, b, ws = gru_w(6, 3, after); m.add('GRU', dict(GR, units=3, go_backwards=True, reset_after=after), ws); y = dense(m, gru(y[:, ::-1], W, U, b, False, after), 2); m.write([x], [y])
ids = np.array([[0, 2, 1, 0, 3, 4], [4, 1, 2, 0, 0, 0], [0, 0, 0, 1, 2, 3]]); mask = ids != 0
m = M('masked'); m.add('InputLayer', inp(6)); e = rand(5, 4, scale=1); m.add('Embedding', {'input_dim': 5, 'output_dim': 4, 'mask_zero': True, 'input_length': None}, [('embeddings', e)]); y = e[ids]
W, U, b, ws = lstm_w(4, 6); m.add('LSTM', dict(RN, units=6, return_sequences=True), ws); y = masked_lstm(y, W, U, b, True, mask)
W, U, b, ws = gru_w(6, 3, True); m.add('GRU', dict(GR, units=3, return_sequences=True, reset_after=True), ws); y = gru(y, W, U, b, True, True, mask)
m.add('GlobalAveragePooling1D', {'data_format': 'channels_last'}); y = (y * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True); y = dense(m, y, 2); m.write([ids], [y])
def normal(x, axes, g, b, eps): return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps) * g + b
m = M('normalizations'); x = rand(2, 5, 4, 6, scale=1); m.add('InputLayer', inp(5, 4, 6)); m.add('Rescaling', {'scale': [2, 1, 3, 1, .5, 1], 'offset': .25}); y = x * np.array([2, 1, 3, 1, .5, 1]) + .25
me, va = rand(6), abs(rand(6)) + .5; m.add('Normalization', {'axis': -1, 'invert': False, 'mean': None, 'variance': None}, [('mean', me), ('variance', va)]); y = (y - me) / np.sqrt(va)
g, b = rand(6) + 1, rand(6); m.add('LayerNormalization', {'axis': [3], 'epsilon': 1e-3, 'center': True, 'scale': True}, [('gamma', g), ('beta', b)]); y = normal(y, -1, g, b, 1e-3)
y = conv(m, y, 'Conv2D', (2, 2), 4, activation='gelu' ); g, b = rand(4) + 1, rand(4)
m.add('GroupNormalization', {'groups': 2, 'axis': -1, 'epsilon': 1e-3, 'center': True, 'scale': True}, [('gamma', g), ('beta', b)]); s = y.shape; y = normal(y.reshape(s[0], -1, 2, 2), (1, 3), 1, 0, 1e-3).reshape(s) * g + b
m.add('Flatten'); y = dense(m, y.reshape(2, -1), 4, activation='hard_silu'); m.add('UnitNormalization', {'axis': -1}); y = y / np.sqrt((y * y).sum(-1, keepdims=True)); m.k['versions'] = ['3', 'keras']; m.write([x], [y])
m = M('shared', versions=['2', 'keras']); xs = [rand(3, 4, scale=1) for _ in range(2)]; i, j = [m.add('InputLayer', dict(inp(4), name=n)) for n in 'ij']
w, b, ws = dense_w(4, 5); d = m.add('Dense', dict(DN, units=5, activation='tanh'), ws, [[i], [j]]); A, B = [np.tanh(x @ w + b) for x in xs]
r = m.add('Activation', {'activation': 'softplus'}, (), [[(d, 0, 0)], [(d, 0, 1)]]); A, B = np.log1p(np.exp(A)), np.log1p(np.exp(B)); k = m.add('Dot', {'axes': 1, 'normalize': False}, (), [(r, 0, 0), (r, 0, 1)]); s = m.add('Multiply', {}, (), [(r, 0, 1), k])
p = (A * B).sum(1, keepdims=True); y, o = dense(m, B * p, 2, [s]); m.write(xs, [y], ([i, j], [o]))
m = M('weighted_steps', versions=['2', 'keras']); x = rand(3, 5, 4, scale=1); i = m.add('InputLayer', inp(5, 4)); w, b, ws = dense_w(4, 1); a = m.add('Dense', dict(DN, units=1, activation='sigmoid'), ws, [i]); t = m.add('Multiply', {}, (), [i, a])
c = m.add('Concatenate', {'axis': 1}, (), [t, i]); f = m.add('Flatten', {}, (), [c]); y, o = dense(m, np.concatenate([x * sigmoid(x @ w + b), x], 1).reshape(3, -1), 2, [f]); m.write([x], [y], ([i], [o]))

# 18 normalizations and recurrent layers that lack some of their values
m = M('without_biases', versions=['2', 'keras']); x = rand(3, 5, 4, scale=1); m.add('InputLayer', inp(5, 4))
W, U = rand(4, 24), rand(6, 24); m.add('LSTM', dict(RN, units=6, return_sequences=True, use_bias=False), [('kernel', W), ('recurrent_kernel', U)]); y = lstm(x, W, U, 0, True)
b = rand(6); m.add('LayerNormalization', {'axis': -1, 'epsilon': 1e-3, 'center': True, 'scale': False}, [('beta', b)]); y = normal(y, -1, 1, b, 1e-3)
W, U = rand(6, 12), rand(4, 12); m.add('GRU', dict(GR, units=4, return_sequences=True, reset_after=True, use_bias=False), [('kernel', W), ('recurrent_kernel', U)]); y = gru(y, W, U, np.zeros((2, 12)), True, True)
g = rand(4) + 1; m.add('GroupNormalization', {'groups': 2, 'axis': -1, 'epsilon': 1e-3, 'center': False, 'scale': True}, [('gamma', g)]); s = y.shape; y = normal(y.reshape(s[0], -1, 2, 2), (1, 3), 1, 0, 1e-3).reshape(s) * g
W, U = rand(4, 9), rand(3, 9); m.add('GRU', dict(GR, units=3, return_sequences=True, reset_after=False, use_bias=False), [('kernel', W), ('recurrent_kernel', U)]); y = gru(y, W, U, np.zeros(9), True, False)
m.add('LayerNormalization', {'axis': -1, 'epsilon': 1e-2, 'center': False, 'scale': False}); y = normal(y, -1, 1, 0, 1e-2)
W, U = rand(3, 2), rand(2, 2); m.add('SimpleRNN', dict(INIT, units=2, activation='tanh', return_sequences=False, use_bias=False), [('kernel', W), ('recurrent_kernel', U)]); y = rnn(y, W, U, 0, False); m.write([x], [y])
# both directions of Keras 3 give zeros where a mask leaves steps out, which layers that know no masks see
m = M('zeros', versions=['keras']); m.add('InputLayer', inp(6)); e = rand(5, 4, scale=1); m.add('Embedding', {'input_dim': 5, 'output_dim': 4, 'mask_zero': True, 'input_length': None}, [('embeddings', e)]); y = e[ids]
W, U, b, f = lstm_w(4, 3); W2, U2, b2, g = lstm_w(4, 3); m.add('Bidirectional', {'layer': {'class_name': 'LSTM', 'config': dict(RN, name='inner', units=3, return_sequences=True)}, 'merge_mode': 'concat'}, [('forward_' + n, a) for n, a in f] + [('backward_' + n, a) for n, a in g])
y = np.concatenate([masked_lstm(y, W, U, b, True, mask), masked_lstm(y[:, ::-1], W2, U2, b2, True, mask[:, ::-1])[:, ::-1]], -1) * mask[:, :, None]
m.add('GlobalMaxPooling1D', {'data_format': 'channels_last'}); y = dense(m, y.max(1), 2); m.write([ids], [y])
# 19 pictures of another size
def resample(x, h, w, nearest=False):
    for axis, n in ((1, h), (2, w)):
        at = (np.arange(n) + .5) * x.shape[axis] / n; last = x.shape[axis] - 1; c = np.clip(at - .5, 0, last); i = c.astype(int); f = (c - i).reshape([-1 if a == axis else 1 for a in range(4)])
        x = x.take(np.minimum(at.astype(int), last), axis) if nearest else x.take(i, axis) * (1 - f) + x.take(np.minimum(i + 1, last), axis) * f
    return x
def huber(delta): return {'loss': {'class_name': 'Huber', 'config': {'name': 'huber_loss', 'reduction': 'sum_over_batch_size', 'delta': delta}}, 'metrics': None}
m = M('resizing', huber(.3), versions=['2', 'keras']); x = rand(2, 5, 4, 3, scale=1); m.add('InputLayer', inp(5, 4, 3)); y = conv(m, x, 'Conv2D', (2, 2), 3)
m.add('UpSampling2D', {'size': [2, 3], 'data_format': 'channels_last', 'interpolation': 'bilinear'}); y = resample(y, 8, 9)
m.add('Resizing', {'height': 11, 'width': 5, 'interpolation': 'bilinear', 'crop_to_aspect_ratio': False}); y = resample(y, 11, 5)
m.add('Resizing', {'height': 6, 'width': 8, 'interpolation': 'nearest', 'crop_to_aspect_ratio': False}); y = resample(y, 6, 8, True)
m.add('CenterCrop', {'height': 3, 'width': 5}); y = y[:, 1:4, 1:6]; m.add('RandomCrop', {'height': 3, 'width': 5, 'seed': None}); y = conv(m, y, 'Conv2D', (2, 2), 2); m.write([x], [y])
# 20 convolutions in groups
def grouped(x, w, b, groups, **k):
    i, o = x.shape[3] // groups, w.shape[3] // groups
    return np.concatenate([conv2d(x[..., g * i:g * i + i], w[..., g * o:g * o + o], None, **k) for g in range(groups)], -1) + b
m = M('groups', {'loss': 'log_cosh', 'metrics': None}, versions=['3', 'keras']); x = rand(2, 5, 6, 4, scale=1); m.add('InputLayer', inp(5, 6, 4))
w, b = rand(3, 2, 2, 6), rand(6); m.add('Conv2D', dict(CF, filters=6, kernel_size=[3, 2], groups=2, padding='same', strides=[1, 2], activation='softmax'), [('kernel', w), ('bias', b)]); y = softmax(grouped(x, w, b, 2, s=(1, 2), padding='same'))
w = rand(2, 2, 1, 9)[..., :6]; m.add('Conv2D', dict(CF, filters=6, kernel_size=[2, 2], groups=6, use_bias=False), [('kernel', w)]); y = grouped(y, w, 0, 6)
m.add('Reshape', {'target_shape': [8, 6]}); y = y.reshape(2, 8, 6)
w, b = rand(3, 2, 9), rand(9); m.add('Conv1D', dict(INIT, filters=9, kernel_size=[3], strides=[1], dilation_rate=[1], groups=3, padding='causal', activation='relu', use_bias=True, data_format='channels_last'), [('kernel', w), ('bias', b)])
y = relu(grouped(np.pad(y, [(0, 0), (2, 0), (0, 0)])[:, :, None], w[:, None], b, 3)[:, :, 0]); y = dense(m, y, 2); m.write([x], [y])
# 21 separable and depthwise convolutions of sequences
m = M('separable1d', huber(1.0), versions=['2', 'keras']); x = rand(3, 9, 2, scale=1); m.add('InputLayer', inp(9, 2))
S1 = dict(INIT, data_format='channels_last', dilation_rate=[1], strides=[1], activation='linear', padding='valid', use_bias=True, depth_multiplier=1, depthwise_initializer=INIT['kernel_initializer'], pointwise_initializer=INIT['kernel_initializer'])
dw, pw, b = rand(3, 2, 2), rand(1, 4, 3), rand(3); m.add('SeparableConv1D', dict(S1, filters=3, kernel_size=[3], strides=[2], padding='same', depth_multiplier=2, activation='tanh'), [('depthwise_kernel', dw), ('pointwise_kernel', pw), ('bias', b)])
y = np.tanh(conv2d(depthwise(x[:, :, None], dw[:, None], None, s=(2, 1), padding='same'), pw[:, None], b)[:, :, 0])
dw, b = rand(2, 3, 2), rand(6); m.add('DepthwiseConv1D', dict(S1, kernel_size=[2], depth_multiplier=2, activation='relu'), [('depthwise_kernel', dw), ('bias', b)]); y = relu(depthwise(y[:, :, None], dw[:, None], b)[:, :, 0])
dw, pw = rand(2, 6, 1), rand(1, 6, 4); m.add('SeparableConv1D', dict(S1, filters=4, kernel_size=[2], padding='causal', use_bias=False, activation='softmax'), [('depthwise_kernel', dw), ('pointwise_kernel', pw)])
y = softmax(conv2d(depthwise(np.pad(y, [(0, 0), (1, 0), (0, 0)])[:, :, None], dw[:, None], None), pw[:, None], None)[:, :, 0]); y = dense(m, y, 3, activation='log_softmax'); m.write([x], [y])
# 22 layers on each step
def each(f, x): return np.stack([f(x[:, t]) for t in range(x.shape[1])], 1)
def wrapped(m, kind, config, weights=()): m.add('TimeDistributed', {'layer': {'class_name': kind, 'config': dict(config, name='inner_' + kind.lower())}}, weights)
m = M('each_step', versions=['2', 'keras']); x = rand(2, 3, 5, 4, 2, scale=1); m.add('InputLayer', inp(3, 5, 4, 2))
w, b, ws = conv_w((2, 2), 2, 4); wrapped(m, 'Conv2D', dict(CF, filters=4, kernel_size=[2, 2], activation='softmax'), ws); y = each(lambda s: softmax(conv2d(s, w, b)), x)
wrapped(m, 'MaxPooling2D', {'pool_size': [2, 1], 'strides': [2, 1], 'padding': 'valid', 'data_format': 'channels_last'}); y = each(lambda s: maxpool(s, (2, 1), (2, 1), 'valid'), y)
wrapped(m, 'Flatten', {'data_format': 'channels_last'}); y = y.reshape(2, 3, -1)
g, be = rand(24) + 1, rand(24); wrapped(m, 'LayerNormalization', {'axis': -1, 'epsilon': 1e-3, 'center': True, 'scale': True}, [('gamma', g), ('beta', be)]); y = normal(y, -1, g, be, 1e-3)
wrapped(m, 'Reshape', {'target_shape': [4, 6]}); y = y.reshape(2, 3, 4, 6)
w, b, ws = conv_w((2,), 6, 3); wrapped(m, 'Conv1D', dict(INIT, filters=3, kernel_size=[2], strides=[1], dilation_rate=[1], padding='valid', activation='tanh', use_bias=True, data_format='channels_last'), ws); y = each(lambda s: np.tanh(conv1d(s, w, b)), y)
wrapped(m, 'GlobalMaxPooling1D', {'data_format': 'channels_last'}); y = dense(m, y.max(2), 2); m.write([x], [y])

# 23 the sum in Keras's own Inception-ResNet
m = M('scaled_sum', versions=['keras']); x = rand(2, 4, 3, 2, scale=1); i = m.add('InputLayer', inp(4, 3, 2)); y, a = conv(m, x, 'Conv2D', (1, 1), 2, [i])
s = m.add('CustomScaleLayer', {'scale': .17}, (), [i, a]); f = m.add('Flatten', {}, (), [s]); y, d = dense(m, (x + .17 * y).reshape(2, -1), 2, [f]); m.write([x], [y], ([i], [d]))

# ---- the archive of those that tests read: each case in one layout or two ------------------------------------------------------------
KEPT = '''activations_2 advanced_3 bidirectional_keras channels_first_1 channels_first_theano_2 cnn_2 cnn_3 cnn_keras conv1d_2 embedding_keras
functional_3 logits_keras lstm_3 lstm_one_1 pooling_keras separable_3 shapes_2 tagging_3 tagging_any_length_keras tagging_conv1d_2
segmentation_3 segmentation_dense_keras segmentation_channels_first_2 even_keras even1d_2 causal_strides_2 relu_thresholds_2
activation_objects_3 backwards_keras bidirectional_sum_2 bidirectional_mul_keras wrappers_one_1 merge_one_1 transfer_2 transfer_keras
nested_3 nested_keras volumes_2 sizes_one_1 frozen_keras squeeze_2 gru_2 gru_reset_after_keras masked_keras normalizations_3 shared_2
shared_keras weighted_steps_2 without_biases_2 without_biases_keras resizing_keras groups_3 separable1d_2 separable1d_keras each_step_2
each_step_keras zeros_keras scaled_sum_keras'''.split()
buf = io.BytesIO()
with zipfile.ZipFile(buf, 'w') as z:
    for d in KEPT:
        for f in sorted(os.listdir(f'{OUT}/{d}')):
            z.writestr(zipfile.ZipInfo(f'{d}/{f}', (1980, 1, 1, 0, 0, 0)), open(f'{OUT}/{d}/{f}', 'rb').read())
open(f'{OUT}.zip.gz', 'wb').write(gzip.compress(buf.getvalue(), mtime=0))
