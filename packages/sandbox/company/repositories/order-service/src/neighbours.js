import { OrderError } from './orders.js';

/** stock-service and payment-service over HTTP. A base URL that is not set is named when it is needed. */
export function neighbours({ STOCK_SERVICE_URL, PAYMENT_SERVICE_URL }) {
  const stock = caller('STOCK_SERVICE_URL', STOCK_SERVICE_URL);
  const payment = caller('PAYMENT_SERVICE_URL', PAYMENT_SERVICE_URL);
  return {
    stock: {
      reserve: order => stock('POST', '/reservations', order),
      release: id => stock('DELETE', `/reservations/${id}`),
    },
    payments: {
      authorize: request =>
        payment('POST', '/payments', request, `authorize-${request.orderId}`),
      cancel: id =>
        payment('POST', `/payments/${id}/cancel`, undefined, `cancel-${id}`),
    },
  };
}

function caller(variable, baseUrl) {
  return async (method, path, body, idempotencyKey) => {
    if (!baseUrl) {
      throw new OrderError(
        503,
        `${variable} is not set; orders cannot be placed`,
      );
    }
    const answer = await fetch(baseUrl + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    }).catch(error => {
      throw new OrderError(502, `${baseUrl} did not answer: ${error.message}`);
    });
    const text = await answer.text();
    if (answer.ok) return text && JSON.parse(text);
    // What a neighbour refuses is the customer's to know; what it breaks is not.
    throw answer.status < 500
      ? new OrderError(answer.status, detailOf(text))
      : new OrderError(502, `${baseUrl} answered ${answer.status}`);
  };
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail ?? text;
  } catch {
    return text;
  }
}
