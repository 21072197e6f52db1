// The way to a phone: an address and its QR code, where the server lets phones in.

const byId = (id) => document.getElementById(id);

byId('show-phone').addEventListener('click', () => byId('phone-dialog').showModal());

/** Offers the phone, if the hello of the server has an address for it. */
export function offerPhone({ phone }) {
  byId('show-phone').hidden = !phone;
  if (phone) {
    byId('phone-code').src = 'api/phone.svg';
    byId('phone-link').href = phone;
    byId('phone-link').textContent = phone;
  } else {
    byId('phone-dialog').close();
  }
}
